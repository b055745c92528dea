package dev.windlass.simulation.invariant;

import dev.windlass.core.event.Event;
import dev.windlass.core.event.EventRecord;
import dev.windlass.core.plan.StepId;
import dev.windlass.core.procedure.Action;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A lease runs out only when its holder has given no sign of life for that long, by the times that were recorded. */
final class LeasesAreKept implements Invariant {
    private final Map<StepOf, Instant> signs = new HashMap<>();

    @Override
    public String name() {
        return "LeasesAreKept";
    }

    @Override
    public Optional<String> recorded(WatchedCluster cluster, EventRecord record) {
        return switch (record.event()) {
            case Event.StepStarted started -> sign(cluster, started.step(), record.at());
            case Event.StepProgressed progressed -> sign(cluster, progressed.step(), record.at());
            case Event.LeaseExpired expired -> expired(cluster, expired, record.at());
            default -> Optional.empty();
        };
    }

    private Optional<String> sign(WatchedCluster cluster, StepId step, Instant at) {
        signs.put(new StepOf(cluster, step), at);
        return Optional.empty();
    }

    private Optional<String> expired(WatchedCluster cluster, Event.LeaseExpired expired, Instant at) {
        return Optional.ofNullable(signs.get(new StepOf(cluster, expired.step())))
                .filter(sign -> at.isBefore(sign.plus(Action.LEASE)))
                .map(sign -> "the lease of %s for %s ran out at %s, and its last sign of life is of %s"
                        .formatted(expired.by(), expired.step(), at, sign));
    }
}
