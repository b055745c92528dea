package dev.windlass.simulation.histories;

import static dev.windlass.simulation.histories.HistoryPromises.require;

import dev.windlass.core.event.Assignment;
import dev.windlass.core.event.Event;
import dev.windlass.core.event.EventRecord;
import dev.windlass.core.plan.Step;
import dev.windlass.core.plan.StepId;
import dev.windlass.core.plan.UpgradeId;
import dev.windlass.core.procedure.Action;
import dev.windlass.core.procedure.KubeadmUpgrade;
import dev.windlass.core.upgrade.ClusterState;
import dev.windlass.core.upgrade.Recovery;
import dev.windlass.core.upgrade.Status;
import dev.windlass.core.upgrade.StepState;
import dev.windlass.core.upgrade.Upgrade;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** What must hold whenever an actor is told to act: that is the moment in which harm is done or not. */
final class SchedulePromises {
    private static final Set<Action> DISRUPTIVE =
            Set.of(Action.CORDON, Action.DRAIN, Action.INSTALL_KUBELET, Action.RESTART_KUBELET, Action.RESTORE_NODE);

    private record Attempt(Optional<UpgradeId> upgrade, StepId step, int number) {}

    /** Attempts that came to an end, of every upgrade: an earlier one may be tried again after a plan. */
    private final Set<Attempt> ended = new HashSet<>();

    void check(ClusterState before, EventRecord record) {
        switch (record.event()) {
            case Event.StepSucceeded e -> ended.add(new Attempt(record.upgrade(), e.step(), e.attempt()));
            case Event.NodeValidated e -> ended.add(new Attempt(record.upgrade(), e.step(), e.attempt()));
            case Event.StepFailed e -> ended.add(new Attempt(record.upgrade(), e.step(), e.attempt()));
            case Event.StepScheduled e -> scheduled(before, record, e.assignment());
            default -> {}
        }
    }

    private void scheduled(ClusterState before, EventRecord record, Assignment assignment) {
        var step = assignment.step();
        require(before.active().isPresent(), "no step after the end", record);
        var upgrade = before.active().orElseThrow();
        require(assignment.token() > before.token(), "every schedule has a token above all before", record);
        require(
                !ended.contains(new Attempt(record.upgrade(), step.id(), assignment.attempt())),
                "an attempt that has ended is not begun again",
                record);
        require(upgrade.status() != Status.PAUSED, "nothing is begun in a pause", record);
        if (step.hop() == 0) {
            require(
                    upgrade.status() == Status.INSPECTING,
                    "no inspection is begun that is to be held or ended",
                    record);
            require(
                    upgrade.plan().isEmpty() && KubeadmUpgrade.INSPECTION.contains(step.action()),
                    "before a plan nodes are only read",
                    record);
        } else {
            require(upgrade.plan().isPresent(), "before a plan nodes are only read", record);
            require(!upgrade.request().planOnly(), "a plan changes nothing", record);
            ordered(upgrade, record, step);
            gentle(upgrade, record, step);
        }
    }

    private static void ordered(Upgrade upgrade, EventRecord record, Step step) {
        require(upgrade.inFlight().stream().allMatch(other -> other.step().equals(step)), "one step at a time", record);
        var recovery = upgrade.recovery().filter(begun -> upgrade.status() == Status.ROLLING_BACK);
        if (recovery.isPresent()) {
            require(
                    next(upgrade, recovery.get()).equals(Optional.of(step)),
                    "what is undone is undone in order, and nothing else is done",
                    record);
        } else {
            require(upgrade.nextStep().equals(Optional.of(step)), "the plan's order holds", record);
            require(
                    upgrade.status() != Status.ROLLING_BACK || isAgain(upgrade, step),
                    "a rollback begins nothing new",
                    record);
        }
    }

    private static Optional<Step> next(Upgrade upgrade, Recovery recovery) {
        return recovery.steps().stream()
                .filter(step -> !upgrade.succeeded(step))
                .findFirst();
    }

    private static boolean isAgain(Upgrade upgrade, Step step) {
        return upgrade.step(step.id()).map(StepState::inFlight).orElse(false);
    }

    private static void gentle(Upgrade upgrade, EventRecord record, Step step) {
        if (DISRUPTIVE.contains(step.action())) {
            require(
                    upgrade.cordoned().stream().allMatch(node -> step.node().equals(Optional.of(node))),
                    "one node disturbed at a time",
                    record);
        }
        var released = upgrade.recovery().filter(undone -> !undone.rollback()).isPresent();
        if (step.action() == Action.UNCORDON && !(released && upgrade.status() == Status.ROLLING_BACK)) {
            require(gatePassed(upgrade, step), "no node goes back into service before its gate", record);
        }
    }

    /** A node that is only released was not changed, and needs no gate; every other way back into service has one. */
    private static boolean gatePassed(Upgrade upgrade, Step uncordon) {
        var visit = upgrade.recovery()
                .filter(undone -> undone.steps().contains(uncordon))
                .map(Recovery::steps)
                .orElseGet(() -> upgrade.plan().orElseThrow().steps());
        var gates = visit.stream()
                .filter(step -> step.sameVisit(uncordon) && step.action() == Action.VALIDATE_NODE)
                .toList();
        return !gates.isEmpty() && gates.stream().allMatch(upgrade::succeeded);
    }
}
