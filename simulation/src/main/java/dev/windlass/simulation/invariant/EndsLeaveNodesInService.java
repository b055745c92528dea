package dev.windlass.simulation.invariant;

import dev.windlass.core.cluster.NodeName;
import dev.windlass.core.event.Event;
import dev.windlass.core.event.EventRecord;
import java.util.List;
import java.util.Optional;

/** S9: after an end every node that we cordoned is schedulable, or is named in the event with the reason. */
final class EndsLeaveNodesInService implements Invariant {
    @Override
    public String name() {
        return "S9 EndsLeaveNodesInService";
    }

    @Override
    public Optional<String> recorded(WatchedCluster cluster, EventRecord event) {
        return switch (event.event()) {
            case Event.UpgradeHalted halted -> left(cluster, halted.leftCordoned());
            case Event.UpgradeRolledBack back -> left(cluster, List.of());
            case Event.UpgradeCancelled cancelled -> left(cluster, List.of());
            case Event.UpgradeCompleted completed -> left(cluster, List.of());
            default -> Optional.empty();
        };
    }

    private static Optional<String> left(WatchedCluster cluster, List<NodeName> named) {
        var upgrade = cluster.history().upgrade().orElseThrow().id();
        return cluster
                .truth()
                .list(dev.windlass.simulator.world.Resource.Node.class, dev.windlass.simulator.world.Kind.NODE)
                .stream()
                .filter(node -> node.unschedulable()
                        && Marks.cordonedBy(node).equals(Optional.of(upgrade))
                        && !named.contains(new NodeName(node.meta().name())))
                .findFirst()
                .map(node -> "%s is left cordoned, and the end does not say so"
                        .formatted(node.meta().name()));
    }
}
