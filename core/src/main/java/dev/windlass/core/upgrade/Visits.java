package dev.windlass.core.upgrade;

import dev.windlass.core.plan.Step;
import dev.windlass.core.procedure.Action;
import dev.windlass.core.procedure.KubeadmUpgrade;
import dev.windlass.core.procedure.Scope;

/** A visit is what a phase does on one node: it is finished before a pause or a cancellation holds. */
final class Visits {
    private Visits() {}

    /** Whether a step of the same visit was begun, and so the node is in hand. */
    static boolean begun(Upgrade upgrade, Step next) {
        return next.node().isPresent()
                && upgrade.steps().values().stream()
                        .anyMatch(step -> step.step().sameVisit(next)
                                && !(step.progress() instanceof StepState.Progress.Renewed));
    }

    /**
     * Whether what a rollback needs was kept, however often the visit was begun anew since. It is the visit's first step, so before that
     * the node was not touched.
     */
    static boolean kept(Upgrade upgrade, Step step) {
        return step.node().isPresent()
                && (upgrade.node(step.node().get()).keptInHop() == step.hop()
                        // As it was known before that was remembered.
                        || upgrade.steps().values().stream()
                                .anyMatch(other -> other.step().sameVisit(step)
                                        && other.step().action() == Action.SAVE_CONFIGURATION
                                        && other.succeeded()));
    }

    /** Whether the node in hand is a worker that can be put back: a control plane can't, because kubeadm has no downgrade. */
    static boolean mayGoBack(Upgrade upgrade) {
        return upgrade.nextStep()
                .filter(step -> isWorkers(step) && begun(upgrade, step) && kept(upgrade, step))
                .isPresent();
    }

    static boolean isWorkers(Step step) {
        return KubeadmUpgrade.HOP.stream()
                .anyMatch(phase -> phase.name().equals(step.phase()) && phase.scope() == Scope.WORKERS);
    }

    /**
     * Whether the kubelet's package may have been touched, in this try of the visit or in one before it, and has not been put back since.
     * Tokens only rise, so they tell what came later.
     */
    static boolean kubeletTouched(Upgrade upgrade, Step step) {
        var restored = upgrade.steps().values().stream()
                .filter(other -> other.step().node().equals(step.node())
                        && other.step().action() == Action.RESTORE_NODE
                        && other.succeeded())
                .mapToLong(StepState::token)
                .max()
                .orElse(0);
        return upgrade.steps().values().stream()
                .anyMatch(other -> other.step().sameVisit(step)
                        && other.step().action() == Action.INSTALL_KUBELET
                        && other.token() > restored);
    }

    /** Whether an action of the same visit was begun, since it was last asked for. */
    static boolean begun(Upgrade upgrade, Step step, Action action) {
        return upgrade.steps().values().stream()
                .anyMatch(other -> other.step().sameVisit(step)
                        && other.step().action() == action
                        && !(other.progress() instanceof StepState.Progress.Renewed));
    }
}
