package dev.windlass.core.upgrade;

import dev.windlass.core.plan.Step;
import dev.windlass.core.procedure.Action;

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

    /** Whether what a rollback needs was kept. It is the visit's first step, so before that the node was not touched. */
    static boolean kept(Upgrade upgrade, Step step) {
        return upgrade.steps().values().stream()
                .anyMatch(other -> other.step().sameVisit(step)
                        && other.step().action() == Action.SAVE_CONFIGURATION
                        && other.succeeded());
    }

    /** Whether an action of the same visit was begun. */
    static boolean begun(Upgrade upgrade, Step step, Action action) {
        return upgrade.steps().values().stream()
                .anyMatch(other -> other.step().sameVisit(step)
                        && other.step().action() == action
                        && !(other.progress() instanceof StepState.Progress.Renewed));
    }
}
