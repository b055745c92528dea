package dev.windlass.kubernetes;

import dev.windlass.core.report.Finding;
import dev.windlass.core.report.Outcome;
import dev.windlass.kubernetes.api.ApiProblem;
import dev.windlass.kubernetes.api.Wakeups;
import dev.windlass.kubernetes.judgement.KubeadmConfig;
import dev.windlass.kubernetes.judgement.NodeMark;
import dev.windlass.kubernetes.judgement.Shortfall;
import io.fabric8.kubernetes.api.model.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether a hop is done: every node Ready at its version, the control planes Ready, nothing left cordoned by Windlass, and CoreDNS, which
 * may have waited for that, rolled out.
 */
final class ClusterValidation {
    private final Attempt attempt;
    private final Lookout lookout;
    private final ClusterSight sight;
    private final ControlPlaneSight controlPlaneSight;

    ClusterValidation(Attempt attempt) {
        this.attempt = attempt;
        this.lookout = attempt.lookout(attempt.stableTerms().hint("kubectl get nodes shows which"));
        this.sight = new ClusterSight(attempt, lookout);
        this.controlPlaneSight = new ControlPlaneSight(attempt);
    }

    Outcome perform() throws InterruptedException {
        return lookout.until(attempt.api(), this::look);
    }

    private Seen look(Wakeups wakeups) throws ApiProblem, InterruptedException {
        ClusterSight.watch(wakeups);
        AddOns.watchDeployments(wakeups);
        var config = controlPlaneSight.config();
        var nodes = attempt.objects().nodes();
        var shortfalls = new ArrayList<>(sight.nodes(nodes));
        shortfalls.addAll(sight.controlPlanes(
                nodes, config.map(KubeadmConfig::externalEtcd).orElse(false)));
        shortfalls.addAll(cordoned(nodes));
        shortfalls.addAll(new AddOns(attempt.objects()).coreDns(nodes));
        attempt.assignment()
                .version()
                .flatMap(version -> ControlPlaneSight.configured(config, version))
                .ifPresent(shortfalls::add);
        return shortfalls.isEmpty()
                ? new Seen.Good(
                        "%d nodes Ready at their versions".formatted(nodes.size()),
                        Finding.NOTHING,
                        sight.fingerprint())
                : new Seen.NotYet(shortfalls);
    }

    private List<Shortfall> cordoned(List<Node> nodes) {
        return nodes.stream()
                .flatMap(node -> cordoned(node, NodeMark.of(node, attempt.upgrade())).stream())
                .toList();
    }

    /** An earlier upgrade's cordon counts too: the plan takes such nodes in its first hop, and nobody else would give them back. */
    private Optional<Shortfall> cordoned(Node node, NodeMark mark) {
        return mark.cordonedBy().filter(by -> mark.unschedulable()).map(by -> {
            var whose = mark.isBy(attempt.upgrade()) ? "this upgrade" : "upgrade %s, an earlier one".formatted(by);
            return new Shortfall("node " + node.getMetadata().getName(), "cordoned by " + whose, "schedulable");
        });
    }
}
