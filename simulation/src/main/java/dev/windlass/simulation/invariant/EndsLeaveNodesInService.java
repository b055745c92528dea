package dev.windlass.simulation.invariant;

import dev.windlass.core.event.Event;
import dev.windlass.core.event.EventRecord;
import java.util.Optional;

/**
 * S9: after an end no node is unschedulable by our doing, but those that a halt has named: this one, or an earlier one whose nodes nobody
 * has taken in hand since.
 */
final class EndsLeaveNodesInService implements Invariant {
    @Override
    public String name() {
        return "S9 EndsLeaveNodesInService";
    }

    @Override
    public Optional<String> recorded(WatchedCluster cluster, EventRecord event) {
        return switch (event.event()) {
            case Event.UpgradeHalted halted -> left(cluster);
            case Event.UpgradeRolledBack back -> left(cluster);
            case Event.UpgradeCancelled cancelled -> left(cluster);
            case Event.UpgradeCompleted completed -> left(cluster);
            case Event.UpgradeRefused refused -> left(cluster);
            case Event.UpgradePlanned planned -> left(cluster);
            default -> Optional.empty();
        };
    }

    private static Optional<String> left(WatchedCluster cluster) {
        var named = cluster.cordons().left();
        return cluster.cordons().ours().stream()
                .filter(node -> !named.contains(node))
                .findFirst()
                .map(node -> "%s is left cordoned, and no end says so".formatted(node));
    }
}
