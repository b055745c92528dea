package dev.windlass.simulation.invariant;

import dev.windlass.core.cluster.NodeName;
import dev.windlass.core.plan.UpgradeId;
import dev.windlass.kubernetes.judgement.NodeMark;
import dev.windlass.simulator.world.Kind;
import dev.windlass.simulator.world.Resource;
import java.util.List;
import java.util.Optional;

/** Who cordoned which node, as the Node objects say. */
final class Marks {
    private Marks() {}

    /** Unschedulable nodes with the mark of some upgrade of ours. */
    static List<NodeName> cordonedByUs(WatchedCluster cluster) {
        return cluster.truth().list(Resource.Node.class, Kind.NODE).stream()
                .filter(node -> node.unschedulable() && cordonedBy(node).isPresent())
                .map(node -> new NodeName(node.meta().name()))
                .toList();
    }

    static Optional<UpgradeId> cordonedBy(Resource.Node node) {
        return Optional.ofNullable(node.meta().annotations().get(NodeMark.CORDONED_BY))
                .map(UpgradeId::new);
    }
}
