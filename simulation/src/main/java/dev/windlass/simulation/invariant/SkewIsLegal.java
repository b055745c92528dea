package dev.windlass.simulation.invariant;

import dev.windlass.simulator.world.Truth;
import java.util.Optional;

/** S7: no minor version is skipped, and no kubelet is newer than the oldest API server or older than the skew allows. */
final class SkewIsLegal implements Invariant {
    @Override
    public String name() {
        return "S7 SkewIsLegal";
    }

    @Override
    public Optional<String> changed(WatchedCluster cluster) {
        return cluster.truth().truth().violations().stream()
                .filter(violation -> violation.rule() == Truth.Rule.VERSIONS)
                .findFirst()
                .map(violation -> violation.words());
    }
}
