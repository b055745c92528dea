package dev.windlass.simulation.invariant;

import dev.windlass.simulator.world.Occurrence;
import java.util.Optional;

/** S15: nothing outside the node protocol is ever run on a node. */
final class OnlyTheProtocol implements Invariant {
    @Override
    public String name() {
        return "S15 OnlyTheProtocol";
    }

    @Override
    public Optional<String> happened(WatchedCluster cluster, Occurrence what) {
        return what instanceof Occurrence.OutsideProtocol outside
                ? Optional.of("%s was asked to run %s".formatted(outside.node(), outside.words()))
                : Optional.empty();
    }
}
