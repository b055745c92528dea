package dev.windlass.kubernetes;

import dev.windlass.core.cluster.NodeName;
import dev.windlass.kubernetes.api.ApiProblem;
import dev.windlass.kubernetes.judgement.NodeJudgement;
import dev.windlass.kubernetes.judgement.Pulse;
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

    /**
     * A sign of life of a node's kubelet, which says how its pods are, too; another one after it proves that it is there.
     *
     * @return empty where it has no lease
     */
    Optional<Pulse> pulse(NodeName node) throws ApiProblem, InterruptedException {
        return LeaseWatch.renewed(lease(node)).map(at -> new Pulse(at, Instant.MIN));
    }

    /** When the kubelet that was judged last has renewed its lease, on its own clock: only one that runs does so again. */
    Optional<Instant> renewed() {
        return renewed;
    }
}
