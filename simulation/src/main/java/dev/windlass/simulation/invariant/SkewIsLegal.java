package dev.windlass.simulation.invariant;

import dev.windlass.simulation.scenario.FaultKind;
import dev.windlass.simulator.world.Truth;
import java.util.Optional;

/** S7: no minor version is skipped, and no kubelet is newer than the oldest API server or older than the skew allows; none changes its minor version while its node is schedulable. */
final class SkewIsLegal implements Invariant {
    @Override
    public String name() {
        return "S7 SkewIsLegal";
    }

    @Override
    public Optional<String> changed(WatchedCluster cluster) {
        return cluster.truth().truth().violations().stream()
                .filter(violation -> isOurs(cluster, violation.rule()))
                .findFirst()
                .map(violation -> violation.words());
    }

    private static boolean isOurs(WatchedCluster cluster, Truth.Rule rule) {
        return switch (rule) {
            case VERSIONS -> true;
            // A person who cordons a node and makes it schedulable again does not ask whether we are at it.
            case DRAINED_FIRST -> !cluster.strikes().struck(FaultKind.CORDONED);
            case ONE_NODE_AT_A_TIME -> false;
        };
    }
}
