package dev.windlass.simulation.invariant;

import dev.windlass.core.event.Event;
import dev.windlass.core.event.EventRecord;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** L7: between two words of a person, a step fails at most as often as its action may be attempted. */
final class AttemptsAreBounded implements Invariant {
    private record Key(String cluster, String upgrade, String step) {}

    private final Map<Key, Integer> failures = new HashMap<>();

    @Override
    public String name() {
        return "L7 AttemptsAreBounded";
    }

    @Override
    public Optional<String> recorded(WatchedCluster cluster, EventRecord record) {
        return switch (record.event()) {
            case Event.UpgradeRetried retried -> {
                failures.keySet()
                        .removeIf(key -> key.cluster().equals(cluster.plan().name()));
                yield Optional.empty();
            }
            case Event.StepFailed failed -> failed(cluster, record, failed);
            default -> Optional.empty();
        };
    }

    private Optional<String> failed(WatchedCluster cluster, EventRecord record, Event.StepFailed failed) {
        var key = new Key(
                cluster.plan().name(),
                record.upgrade().map(Object::toString).orElse(""),
                failed.step().toString());
        var times = failures.merge(key, 1, Integer::sum);
        var step = cluster.history().upgrade().flatMap(upgrade -> upgrade.step(failed.step()));
        return step.filter(known -> times > known.step().action().attempts())
                .map(known -> "%s has failed %d times".formatted(known.step().words(), times));
    }
}
