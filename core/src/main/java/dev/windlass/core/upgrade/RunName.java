package dev.windlass.core.upgrade;

import dev.windlass.core.plan.Step;
import dev.windlass.core.plan.StepId;
import dev.windlass.core.plan.UpgradeId;

/** The names by which a node remembers what was done on it. One attempt, one name: that is how it knows a step again. */
public final class RunName {
    private RunName() {}

    /** The name of one attempt of one step. */
    public static String of(UpgradeId upgrade, StepId step, int attempt) {
        return upgrade + "-" + step + "-" + attempt;
    }

    /** The name under which a node keeps what it had before a hop. */
    public static String saved(UpgradeId upgrade, Step step) {
        return upgrade + "-h" + step.hop();
    }
}
