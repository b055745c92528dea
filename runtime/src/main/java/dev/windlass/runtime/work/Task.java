package dev.windlass.runtime.work;

import dev.windlass.core.cluster.ClusterName;
import dev.windlass.core.event.Assignment;
import dev.windlass.core.plan.UpgradeId;

/** A step that is ours to do. */
public record Task(ClusterName cluster, UpgradeId upgrade, Assignment assignment) {
    /** "drain k8s-n1 of demo". */
    public String words() {
        return assignment.step().words() + " of " + cluster;
    }
}
