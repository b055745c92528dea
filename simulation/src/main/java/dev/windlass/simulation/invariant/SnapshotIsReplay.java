package dev.windlass.simulation.invariant;

import dev.windlass.core.upgrade.ClusterState;
import java.util.Optional;

/** S12: the state that the planner goes on from is the fold of the recorded events, at every prefix. */
final class SnapshotIsReplay implements Invariant {
    @Override
    public String name() {
        return "S12 SnapshotIsReplay";
    }

    @Override
    public Optional<String> snapshot(WatchedCluster cluster, ClusterState state) {
        return state.equals(cluster.history().state())
                ? Optional.empty()
                : Optional.of("the snapshot at event %d is not what the events add up to at %d"
                        .formatted(state.sequence(), cluster.history().state().sequence()));
    }
}
