package dev.windlass.simulation.invariant;

import dev.windlass.simulator.world.Occurrence;
import java.util.Optional;

/** S3: on one node, no two runs act at the same time, whatever executors believe. */
final class OneRunOnANode implements Invariant {
    @Override
    public String name() {
        return "S3 OneRunOnANode";
    }

    @Override
    public Optional<String> happened(WatchedCluster cluster, Occurrence what) {
        return what instanceof Occurrence.TwoRunsActed two
                ? Optional.of("%s and %s act on %s at once".formatted(two.run(), two.other(), two.node()))
                : Optional.empty();
    }
}
