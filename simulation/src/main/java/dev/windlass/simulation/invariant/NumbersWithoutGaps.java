package dev.windlass.simulation.invariant;

import dev.windlass.core.event.EventRecord;
import java.util.Optional;

/**
 * S11: the events of a cluster are numbered from 1 without gaps, and no number is given twice. It is asked before the history takes an event,
 * because one in the wrong place adds up to nothing.
 */
final class NumbersWithoutGaps {
    static final String NAME = "S11 NumbersWithoutGaps";

    private NumbersWithoutGaps() {}

    static Optional<String> misplaced(WatchedCluster cluster, EventRecord event) {
        var expected = cluster.history().events().size() + 1;
        return event.sequence() == expected
                ? Optional.empty()
                : Optional.of("event %d came in place %d".formatted(event.sequence(), expected));
    }
}
