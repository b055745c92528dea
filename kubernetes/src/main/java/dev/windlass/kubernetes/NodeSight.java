package dev.windlass.kubernetes;

import dev.windlass.kubernetes.api.ApiProblem;
import dev.windlass.kubernetes.judgement.NodeJudgement;
import dev.windlass.kubernetes.judgement.Shortfall;
import io.fabric8.kubernetes.api.model.Node;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

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
        var lease = attempt.objects().lease(expected.node()).orElse(null);
        renewed = LeaseWatch.renewed(lease);
        var moved = leases.moved(expected.node(), lease, lookout.now());
        return NodeJudgement.judge(
                node.orElse(null), lease, moved, expected, attempt.api().serverTime());
    }

    /** When the kubelet that was judged last has renewed its lease, on its own clock: only one that runs does so again. */
    Optional<Instant> renewed() {
        return renewed;
    }
}
