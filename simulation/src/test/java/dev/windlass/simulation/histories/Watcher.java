package dev.windlass.simulation.histories;

import dev.windlass.core.event.EventRecord;
import dev.windlass.core.upgrade.ClusterState;

/** Sees every event of a history, in order. Called by one thread for each history. */
@FunctionalInterface
public interface Watcher {
    Watcher NOBODY = (before, record, after) -> {};

    void happened(ClusterState before, EventRecord record, ClusterState after);

    /** Both, this one first. */
    default Watcher and(Watcher other) {
        return (before, record, after) -> {
            happened(before, record, after);
            other.happened(before, record, after);
        };
    }
}
