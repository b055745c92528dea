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

    /** Whether an action of the same visit was begun. */
    static boolean begun(Upgrade upgrade, Step step, Action action) {
        return upgrade.steps().values().stream()
                .anyMatch(other -> other.step().sameVisit(step)
                        && other.step().action() == action
                        && !(other.progress() instanceof StepState.Progress.Renewed));
    }
}
