package dev.windlass.core.upgrade;

import dev.windlass.core.plan.Step;
import java.time.Instant;

/** Which steps are to be done again when a person asks for it. */
final class Renewal {
    private Renewal() {}

    static Upgrade renew(Upgrade upgrade, Instant at) {
        var all = upgrade.steps().values();
        if (upgrade.plan().isEmpty()) {
            return upgrade.renewed(all, Status.INSPECTING, at);
        }
        var again = all.stream().filter(step -> toDoAgain(upgrade, step)).toList();
        return upgrade.renewed(again, Status.RUNNING, at);
    }

    /** A visit that was undone begins anew; else only what failed is tried again. */
    private static boolean toDoAgain(Upgrade upgrade, StepState step) {
        if (!upgrade.plan().orElseThrow().steps().contains(step.step())) {
            return false;
        }
        return step.failed() || (upgrade.recovery().isPresent() && inUndoneVisit(upgrade, step.step()));
    }

    private static boolean inUndoneVisit(Upgrade upgrade, Step step) {
        return upgrade.nextStep().map(step::sameVisit).orElse(false);
    }
}
