package dev.windlass.kubernetes;

import dev.windlass.core.cluster.NodeName;
import dev.windlass.core.report.Finding;
import dev.windlass.core.report.Outcome;
import dev.windlass.kubernetes.api.ApiProblem;
import dev.windlass.kubernetes.api.Wakeups;
import dev.windlass.kubernetes.judgement.ClusterReading;
import dev.windlass.kubernetes.judgement.ControlPlaneJudgement;
import dev.windlass.kubernetes.judgement.KubeadmConfig;
import dev.windlass.kubernetes.judgement.NodeJudgement;
import dev.windlass.kubernetes.judgement.Shortfall;
import io.fabric8.kubernetes.api.model.Node;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Whether the whole control plane is at the hop's version, and what kubeadm brings with it: kubeadm-config, kube-proxy, CoreDNS.
 */
final class ApiServersValidation {
    /** kube-proxy goes from node to node, for hours in a big cluster; this is for one of them, with its image. */
    private static final Duration ROLLOUT = Duration.ofMinutes(10);

    private static final Duration SILENCE = Duration.ofMinutes(15);

    private final Attempt attempt;
    private final ControlPlaneSight sight;

    ApiServersValidation(Attempt attempt) {
        this.attempt = attempt;
        this.sight = new ControlPlaneSight(attempt);
    }

    Outcome perform() throws InterruptedException {
        var terms =
                attempt.stableTerms().withoutLess(ROLLOUT).unreachable(SILENCE).hint("look at the pods in kube-system");
        return attempt.lookout(terms).until(attempt.api(), this::look);
    }

    private Seen look(Wakeups wakeups) throws ApiProblem, InterruptedException {
        AddOns.watch(wakeups);
        var config = sight.config();
        var shortfalls = new ArrayList<Shortfall>();
        ControlPlaneSight.configured(config, attempt.version()).ifPresent(shortfalls::add);
        var nodes = attempt.objects().nodes();
        var unchanged =
                controlPlanes(nodes, config.map(KubeadmConfig::externalEtcd).orElse(false), shortfalls);
        var addOns = new AddOns(attempt.objects());
        shortfalls.addAll(addOns.kubeProxy(attempt.version()));
        shortfalls.addAll(addOns.coreDns(nodes));
        return shortfalls.isEmpty()
                ? new Seen.Good(
                        "every API server and kubeadm-config at %s, add-ons rolled out".formatted(attempt.version()),
                        Finding.NOTHING,
                        unchanged)
                : new Seen.NotYet(shortfalls);
    }

    /** Gives what must not change: their nodes' boots, and how often their containers were restarted. */
    private Object controlPlanes(List<Node> nodes, boolean externalEtcd, List<Shortfall> shortfalls)
            throws ApiProblem, InterruptedException {
        var pods = attempt.objects().controlPlanePods();
        var restarts = new TreeMap<String, Integer>();
        var boots = new TreeMap<NodeName, String>();
        for (var node : nodes) {
            if (ClusterReading.isControlPlane(node)) {
                var name = new NodeName(node.getMetadata().getName());
                var components = ClusterReading.componentsOf(name, pods);
                var expected = new ControlPlaneJudgement.Expected(
                        name, attempt.version(), attempt.assignment().etcdImage(), externalEtcd);
                shortfalls.addAll(sight.judge(components, expected));
                boots.put(name, NodeJudgement.boot(node));
                restarts.putAll(ControlPlaneJudgement.restarts(components));
            }
        }
        return Map.of("boots", boots, "restarts", restarts);
    }
}
