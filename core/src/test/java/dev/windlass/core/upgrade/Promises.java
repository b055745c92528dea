package dev.windlass.core.upgrade;

import dev.windlass.core.event.Assignment;
import dev.windlass.core.event.Event;
import dev.windlass.core.event.EventRecord;
import dev.windlass.core.procedure.Action;
import java.util.Set;

/** What must hold at every event, whatever happened before. */
final class Promises {
    private static final Set<Action> DISRUPTIVE =
            Set.of(Action.CORDON, Action.DRAIN, Action.INSTALL_KUBELET, Action.RESTART_KUBELET, Action.RESTORE_NODE);

    private Promises() {}

    static void check(ClusterState before, EventRecord record, ClusterState after) {
        require(record.sequence() == before.sequence() + 1, "numbers have no gap", record);
        require(after.token() >= before.token(), "tokens never fall", record);
        if (record.event() instanceof Event.StepScheduled scheduled) {
            scheduled(before, record, scheduled.assignment());
        }
        if (record.event() instanceof Event.UpgradeCompleted) {
            require(
                    after.upgrade().orElseThrow().cordoned().isEmpty(),
                    "a completed upgrade leaves nothing cordoned",
                    record);
        }
        if (record.event() instanceof Event.UpgradeHalted halted) {
            require(
                    halted.leftCordoned().equals(after.upgrade().orElseThrow().cordoned()),
                    "a halt names what is cordoned",
                    record);
        }
        if (record.event() instanceof Event.UpgradeRolledBack) {
            require(after.upgrade().orElseThrow().cordoned().isEmpty(), "a rollback leaves nothing cordoned", record);
        }
    }

    private static void scheduled(ClusterState before, EventRecord record, Assignment assignment) {
        var upgrade = before.active().orElseThrow(() -> new AssertionError("no step after the end: " + record));
        var step = assignment.step();
        require(assignment.token() > before.token(), "every schedule has a token above all before", record);
        if (step.hop() == 0) {
            return;
        }
        require(upgrade.inFlight().stream().allMatch(other -> other.step().equals(step)), "one step at a time", record);
        var undoing = upgrade.recovery()
                .map(recovery -> recovery.steps().contains(step))
                .orElse(false);
        require(undoing || upgrade.nextStep().orElseThrow().equals(step), "the plan's order holds", record);
        require(!undoing || upgrade.status() == Status.ROLLING_BACK, "only a rollback undoes", record);
        if (DISRUPTIVE.contains(step.action())) {
            require(
                    upgrade.cordoned().stream()
                            .allMatch(node -> node.equals(step.node().orElseThrow())),
                    "one node disturbed at a time",
                    record);
        }
        if (step.action() == Action.UNCORDON && !undoing) {
            var gate = upgrade.steps().values().stream()
                    .filter(other ->
                            other.step().sameVisit(step) && other.step().action() == Action.VALIDATE_NODE)
                    .allMatch(StepState::succeeded);
            require(gate, "no node goes back into service before its gate", record);
        }
    }

    private static void require(boolean holds, String promise, EventRecord record) {
        if (!holds) {
            throw new AssertionError("broken: " + promise + ", at " + record);
        }
    }
}
