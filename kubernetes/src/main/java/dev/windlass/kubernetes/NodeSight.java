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
    private Optional<Instant> renewed = Optional.empty();

    NodeSight(Attempt attempt, Lookout lookout) {
        this.attempt = attempt;
        this.lookout = lookout;
    }

    List<Shortfall> judge(Optional<Node> node, NodeJudgement.Expected expected)
            throws ApiProblem, InterruptedException {
        var lease = lease(expected.node());
        var moved = leases.moved(expected.node(), lease, lookout.now());
        return NodeJudgement.judge(
                node.orElse(null), lease, moved, expected, attempt.api().serverTime());
    }

    private @Nullable Lease lease(NodeName node) throws ApiProblem, InterruptedException {
        var lease = attempt.objects().lease(node).orElse(null);
        renewed = LeaseWatch.renewed(lease);
        return lease;
    }

    /** As {@link #renewed()}, of a kubelet that is not judged. */
    Optional<Instant> renewed(NodeName node) throws ApiProblem, InterruptedException {
        lease(node);
        return renewed;
    }

    /**
     * When the kubelet that was looked at last has renewed its lease, on its own clock; empty where it has none. One that has gone does
     * not renew it, but its node stays Ready for 40 s and more, and its pods as well.
     */
    Optional<Instant> renewed() {
        return renewed;
    }
}
