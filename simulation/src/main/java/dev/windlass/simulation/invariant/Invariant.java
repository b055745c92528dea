package dev.windlass.simulation.invariant;

import dev.windlass.core.event.EventRecord;
import dev.windlass.core.report.Report;
import dev.windlass.core.upgrade.ClusterState;
import dev.windlass.simulator.world.Occurrence;
import java.util.Optional;

/** Something that always holds. Each method is told of one thing that just became true, and says in words what that breaks. */
public interface Invariant {
    /** S or L, its number, and what it says in a few words. */
    default String name() {
        return getClass().getSimpleName();
    }

    /** The planner recorded this; the cluster's history has it already. */
    default Optional<String> recorded(WatchedCluster cluster, EventRecord event) {
        return Optional.empty();
    }

    /** An actor's report is in the log; the planner has not read it yet. */
    default Optional<String> reported(WatchedCluster cluster, Report report) {
        return Optional.empty();
    }

    /** The planner wrote this snapshot, in the transaction of the newest event. */
    default Optional<String> snapshot(WatchedCluster cluster, ClusterState state) {
        return Optional.empty();
    }

    /** This happened on a node. */
    default Optional<String> happened(WatchedCluster cluster, Occurrence what) {
        return Optional.empty();
    }

    /** An object of the cluster or one of its API servers changed. */
    default Optional<String> changed(WatchedCluster cluster) {
        return Optional.empty();
    }

    /** Bytes were written to a topic. */
    default Optional<String> written(String topic, byte[] bytes) {
        return Optional.empty();
    }
}
