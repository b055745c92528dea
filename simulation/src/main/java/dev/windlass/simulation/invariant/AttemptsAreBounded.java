package dev.windlass.simulation.invariant;

import dev.windlass.core.event.Event;
import dev.windlass.core.event.EventRecord;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * L7: between two words of a person, no more attempts of a step fail than its action may be attempted. An attempt may fail twice: a pause
 * leaves one that waits for its next try.
 */
final class AttemptsAreBounded implements Invariant {
    private record Key(String cluster, String upgrade, String step) {}

    private final Map<Key, Set<Integer>> failed = new HashMap<>();

    @Override
    public String name() {
        return "L7 AttemptsAreBounded";
    }

    @Override
    public Optional<String> recorded(WatchedCluster cluster, EventRecord record) {
        return switch (record.event()) {
            case Event.UpgradeRetried retried -> begunAnew(cluster);
            case Event.UpgradeResumed resumed -> begunAnew(cluster);
            case Event.StepFailed failure -> failed(cluster, record, failure);
            default -> Optional.empty();
        };
    }

    private Optional<String> begunAnew(WatchedCluster cluster) {
        failed.keySet().removeIf(key -> key.cluster().equals(cluster.plan().name()));
        return Optional.empty();
    }

    private Optional<String> failed(WatchedCluster cluster, EventRecord record, Event.StepFailed failure) {
        var key = new Key(
                cluster.plan().name(),
                record.upgrade().map(Object::toString).orElse(""),
                failure.step().toString());
        var attempts = failed.computeIfAbsent(key, any -> new HashSet<>());
        attempts.add(failure.attempt());
        var step = cluster.history().upgrade().flatMap(upgrade -> upgrade.step(failure.step()));
        return step.filter(known -> attempts.size() > known.step().action().attempts())
                .map(known ->
                        "%s has failed in %d attempts".formatted(known.step().words(), attempts.size()));
    }
}
