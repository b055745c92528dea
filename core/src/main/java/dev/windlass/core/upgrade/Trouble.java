package dev.windlass.core.upgrade;

import dev.windlass.core.cluster.NodeName;
import dev.windlass.core.cluster.Role;
import dev.windlass.core.event.Event;
import dev.windlass.core.plan.Step;
import dev.windlass.core.plan.StepId;
import dev.windlass.core.procedure.Action;
import dev.windlass.core.procedure.KubeadmUpgrade;
import dev.windlass.core.procedure.Phase;
import dev.windlass.core.procedure.WhenExhausted;
import dev.windlass.core.report.Failure;
import dev.windlass.core.upgrade.StepState.Progress;
import java.util.ArrayList;

/**
 * What follows when a step has failed for good. A worker is put back; a control plane is at most made schedulable again, and the
 * upgrade halts, because kubeadm does not support a way back. What is being undone and fails halts too: nothing undoes an undoing.
 */
final class Trouble {
    private Trouble() {}

    static void begin(Decision decision, Upgrade upgrade, Step failed) {
        var failure = failure(upgrade, failed);
        var reason = failed.words() + ": " + failure.words();
        var worker = failed.node().filter(node -> role(upgrade, node) == Role.WORKER);
        if (worker.isPresent()
                && failed.action().whenExhausted() == WhenExhausted.ROLL_BACK
                && !isStuckInService(upgrade, failed)) {
            // The failure itself has been told in full just before; what follows from it repeats its first line.
            var shortly = failed.words() + ": "
                    + failure.message().lines().findFirst().orElse("");
            start(decision, upgrade, failed, worker.get(), wayBack(upgrade, failed), true, shortly);
        } else if (onlyCordoned(upgrade, failed)) {
            start(
                    decision,
                    upgrade,
                    failed,
                    failed.node().orElseThrow(),
                    KubeadmUpgrade.CONTROL_PLANE_RELEASE,
                    false,
                    reason);
        } else {
            halt(decision, upgrade, failed, reason);
        }
    }

    /**
     * It serves with its new kubelet since an earlier try of the visit, and now its pods do not leave it. It can't go back with them there,
     * and to drain it once more would end as this did.
     */
    private static boolean isStuckInService(Upgrade upgrade, Step failed) {
        return (failed.action() == Action.CORDON || failed.action() == Action.DRAIN)
                && wayBack(upgrade, failed).equals(KubeadmUpgrade.WORKER_ROLLBACK_IN_SERVICE);
    }

    /** A kubelet changes its minor version on an empty node only; one that was not touched only has its files put back. */
    private static Phase wayBack(Upgrade upgrade, Step inHand) {
        var empty = upgrade.node(inHand.node().orElseThrow()).drained();
        return empty || !Visits.kubeletTouched(upgrade, inHand)
                ? KubeadmUpgrade.WORKER_ROLLBACK
                : KubeadmUpgrade.WORKER_ROLLBACK_IN_SERVICE;
    }

    /** The node was cordoned and perhaps drained, but its kubelet package not touched: it can be given back as it was. */
    private static boolean onlyCordoned(Upgrade upgrade, Step failed) {
        return failed.node().isPresent()
                && Visits.begun(upgrade, failed, Action.CORDON)
                && !Visits.kubeletTouched(upgrade, failed);
    }

    private static void start(
            Decision decision,
            Upgrade upgrade,
            Step failed,
            NodeName node,
            Phase phase,
            boolean rollback,
            String reason) {
        var steps = new ArrayList<Step>();
        for (var action : phase.actions()) {
            var id = new StepId("r%d-%d".formatted(upgrade.recoveries() + 1, steps.size() + 1));
            steps.add(new Step(id, failed.hop(), phase.name(), failed.node(), action));
        }
        decision.record(new Event.RollbackStarted(node, rollback, reason, steps));
    }

    static void recover(Decision decision, Upgrade upgrade) {
        if (upgrade.recovery().isEmpty()) {
            askedFor(decision, upgrade);
            return;
        }
        var recovery = upgrade.recovery().get();
        var next = recovery.steps().stream()
                .filter(step -> !upgrade.succeeded(step))
                .findFirst();
        if (next.isEmpty() && recovery.rollback()) {
            decision.record(new Event.UpgradeRolledBack(recovery.node(), recovery.reason()));
        } else if (next.isEmpty()) {
            var failed = upgrade.nextStep().orElseThrow();
            halt(decision, upgrade, failed, recovery.reason());
        } else if (upgrade.step(next.get().id()).map(StepState::failed).orElse(false)) {
            var reason = "putting %s back failed: %s: %s; it was put back because %s"
                    .formatted(
                            recovery.node(),
                            next.get().words(),
                            failure(upgrade, next.get()).words(),
                            recovery.reason());
            halt(decision, upgrade, next.get(), reason);
        } else {
            Scheduling.first(decision, next.get());
        }
    }

    /** A person asked for a rollback, and the step that was in flight has ended. */
    private static void askedFor(Decision decision, Upgrade upgrade) {
        var inHand = upgrade.nextStep().filter(step -> Visits.begun(upgrade, step));
        if (inHand.filter(step -> !Visits.kept(upgrade, step)).isPresent()) {
            var why = "a rollback was asked for (%s), but there is nothing to put back".formatted(upgrade.end());
            halt(decision, upgrade, inHand.get(), why);
        } else if (inHand.isPresent()) {
            var node = inHand.get().node().orElseThrow();
            start(decision, upgrade, inHand.get(), node, wayBack(upgrade, inHand.get()), true, upgrade.end());
        } else {
            // The step that was in flight was the visit's last: the worker is done, and there is nothing to put back.
            decision.record(new Event.UpgradeCancelled(
                    "a rollback was asked for, but the node was finished: " + upgrade.end()));
        }
    }

    private static void halt(Decision decision, Upgrade upgrade, Step failed, String reason) {
        decision.record(new Event.UpgradeHalted(
                reason, Advice.afterHalt(decision.state().cluster(), upgrade, failed), upgrade.cordoned()));
    }

    private static Role role(Upgrade upgrade, NodeName node) {
        return upgrade.topology().orElseThrow().node(node).orElseThrow().role();
    }

    private static Failure failure(Upgrade upgrade, Step step) {
        return ((Progress.Failed) upgrade.step(step.id()).orElseThrow().progress()).failure();
    }
}
