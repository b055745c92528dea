package dev.windlass.core.upgrade;

import dev.windlass.core.cluster.NodeName;
import dev.windlass.core.plan.Step;
import java.util.List;

/** What is being undone on a node, and why. {@code rollback} is false when the node is only made schedulable again. */
public record Recovery(NodeName node, boolean rollback, String reason, List<Step> steps) {
    public Recovery {
        steps = List.copyOf(steps);
    }
}
