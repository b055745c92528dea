package dev.windlass.kubernetes;

import dev.windlass.core.cluster.NodeName;
import dev.windlass.kubernetes.api.ApiProblem;
import dev.windlass.kubernetes.judgement.NodeJudgement;
import dev.windlass.kubernetes.judgement.Shortfall;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks at nodes and their leases, again and again. Used by one thread. */
final class NodeSight {
    private final Attempt attempt;
    private final Lookout lookout;
    private final LeaseWatch leases = new LeaseWatch();

    NodeSight(Attempt attempt, Lookout lookout) {
        this.attempt = attempt;
        this.lookout = lookout;
    }

    /**
     * A kubelet's word that it is there.
     *
     * @param lease null where it has none
     * @param moved whether it was seen to renew it not long ago
     */
    record Life(@Nullable Lease lease, boolean moved) {
        /**
         * When it has renewed its lease, on its own clock; empty where it has none. A kubelet that has gone does not renew it, but its node
         * stays Ready for 40 s and more, and its pods as well.
         */
        Optional<Instant> renewed() {
            return LeaseWatch.renewed(lease);
        }
    }

    /** To be asked before the node and its pods are read: what a kubelet has changed of them at its start is seen then, too. */
    Life life(NodeName node) throws ApiProblem, InterruptedException {
        var lease = attempt.objects().lease(node).orElse(null);
        return new Life(lease, leases.moved(node, lease, lookout.now()));
    }

    List<Shortfall> judge(Optional<Node> node, Life life, NodeJudgement.Expected expected) {
        return NodeJudgement.judge(
                node.orElse(null),
                life.lease(),
                life.moved(),
                expected,
                attempt.api().serverTime());
    }
}
