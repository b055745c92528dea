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

/** Whether a hop is done: every node Ready at its version, the control planes Ready, and nothing left cordoned by this upgrade. */
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
        var config = controlPlaneSight.config();
        var nodes = attempt.objects().nodes();
        var shortfalls = new ArrayList<>(sight.nodes(nodes));
        shortfalls.addAll(sight.controlPlanes(
                nodes, config.map(KubeadmConfig::externalEtcd).orElse(false)));
        shortfalls.addAll(cordoned(nodes));
        attempt.assignment()
                .version()
                .flatMap(version -> ControlPlaneSight.configured(config, version))
                .ifPresent(shortfalls::add);
        return shortfalls.isEmpty()
                ? new Seen.Good(
                        "%d nodes Ready at their versions".formatted(nodes.size()), Finding.NOTHING, sight.restarts())
                : new Seen.NotYet(shortfalls);
    }

    private List<Shortfall> cordoned(List<Node> nodes) {
        return nodes.stream()
                .filter(node ->
                        NodeMark.of(node).unschedulable() && NodeMark.of(node).isBy(attempt.upgrade()))
                .map(node -> new Shortfall(
                        "node " + node.getMetadata().getName(), "cordoned by this upgrade", "schedulable"))
                .toList();
    }
}
