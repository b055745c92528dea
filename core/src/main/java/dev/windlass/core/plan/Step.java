package dev.windlass.core.plan;

import dev.windlass.core.cluster.NodeName;
import dev.windlass.core.procedure.Action;
import java.util.Optional;

/**
 * One action on one node, or on the cluster when there is no node.
 *
 * @param hop the number of the hop, from 1; 0 for inspection
 * @param phase the phase's name in the procedure
 */
public record Step(StepId id, int hop, String phase, Optional<NodeName> node, Action action) {
    /** Whether this belongs to the same visit of the same node: what is finished before a pause holds. */
    public boolean sameVisit(Step other) {
        return hop == other.hop && phase.equals(other.phase) && node.equals(other.node);
    }

    /** "drain k8s-n1", or "validate cluster". */
    public String words() {
        return action.words() + node.map(name -> " " + name).orElse("");
    }
}
