package dev.windlass.simulation.histories;

import static dev.windlass.simulation.histories.HistoryPromises.require;

import dev.windlass.core.cluster.Role;
import dev.windlass.core.event.Event;
import dev.windlass.core.event.EventRecord;
import dev.windlass.core.upgrade.ClusterState;
import dev.windlass.core.upgrade.Status;
import dev.windlass.core.upgrade.StepState.Progress;
import dev.windlass.core.upgrade.Upgrade;
import java.util.Optional;

/** How a cluster is left: at an end, in a pause, and when something is undone. */
final class EndPromises {
    private final Nodes nodes;
    private Optional<Upgrade> formerly = Optional.empty();

    EndPromises(Nodes nodes) {
        this.nodes = nodes;
    }

    void check(ClusterState before, EventRecord record, ClusterState after) {
        if (record.event() instanceof Event.UpgradeAccepted) {
            formerly = before.standing();
        }
        after.upgrade().filter(Upgrade::ended).ifPresent(upgrade -> {
            require(upgrade.inFlight().isEmpty(), "nothing is under way after the end", record);
            require(after.nextDeadline().isEmpty(), "nothing is due after the end", record);
        });
        switch (record.event()) {
            case Event.UpgradeCompleted e -> {
                nothingCordoned(record, after);
                require(
                        nodes.allAt(upgrade(after).request().target()),
                        "a completed upgrade leaves every node at its target",
                        record);
                require(nodes.allSchedulable(), "a completed upgrade leaves no node cordoned by Windlass", record);
            }
            case Event.UpgradeRolledBack e -> nothingCordoned(record, after);
            case Event.UpgradePaused e -> betweenNodes(record, after);
            case Event.UpgradeCancelled e -> betweenNodes(record, after);
            case Event.UpgradeHalted e ->
                require(e.leftCordoned().equals(upgrade(after).cordoned()), "a halt names what is cordoned", record);
            case Event.UpgradeRefused e -> {
                require(upgrade(after).plan().isEmpty(), "nothing is refused after it was begun", record);
                stands(record, after);
            }
            case Event.UpgradePlanned e -> stands(record, after);
            case Event.RollbackStarted e ->
                require(!e.rollback() || isWorker(after, e), "a control plane never goes back", record);
            default -> {}
        }
    }

    /** What has begun nothing replaces nothing that a person may still try again. */
    private void stands(EventRecord record, ClusterState after) {
        formerly.filter(former -> former.status() == Status.HALTED || former.status() == Status.ROLLED_BACK)
                .ifPresent(former ->
                        require(after.standing().equals(formerly), "a plan leaves a halted upgrade as it was", record));
    }

    private static void nothingCordoned(EventRecord record, ClusterState after) {
        require(upgrade(after).cordoned().isEmpty(), "only a halt leaves a node cordoned", record);
    }

    /** A pause or a cancellation holds when the node in hand is finished, and not before. */
    private static void betweenNodes(EventRecord record, ClusterState after) {
        nothingCordoned(record, after);
        var upgrade = upgrade(after);
        var inHand = upgrade.nextStep()
                .filter(next -> next.node().isPresent())
                .filter(next -> upgrade.steps().values().stream()
                        .anyMatch(
                                step -> step.step().sameVisit(next) && !(step.progress() instanceof Progress.Renewed)));
        require(inHand.isEmpty(), "a node in hand is finished first", record);
    }

    private static boolean isWorker(ClusterState after, Event.RollbackStarted event) {
        return upgrade(after)
                .topology()
                .flatMap(topology -> topology.node(event.node()))
                .filter(node -> node.role() == Role.WORKER)
                .isPresent();
    }

    private static Upgrade upgrade(ClusterState state) {
        return state.upgrade().orElseThrow();
    }
}
