package dev.windlass.runtime.work;

import dev.windlass.core.cluster.ClusterName;
import dev.windlass.core.plan.StepId;
import dev.windlass.core.plan.UpgradeId;

/** A step among all steps of all clusters. */
record StepKey(ClusterName cluster, UpgradeId upgrade, StepId step) {
    static StepKey of(Task task) {
        return new StepKey(
                task.cluster(), task.upgrade(), task.assignment().step().id());
    }
}
