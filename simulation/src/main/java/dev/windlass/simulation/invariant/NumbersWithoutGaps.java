package dev.windlass.simulation.invariant;

import dev.windlass.core.event.EventRecord;
import java.util.Optional;

/** S11: the events of a cluster are numbered from 1 without gaps, and no number is given twice. */
final class NumbersWithoutGaps implements Invariant {
    @Override
    public String name() {
        return "S11 NumbersWithoutGaps";
    }

    @Override
    public Optional<String> recorded(WatchedCluster cluster, EventRecord event) {
        var expected = cluster.history().events().size();
        return event.sequence() == expected
                ? Optional.empty()
                : Optional.of("event %d came in place %d".formatted(event.sequence(), expected));
    }
}
