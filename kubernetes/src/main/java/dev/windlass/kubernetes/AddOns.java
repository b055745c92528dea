package dev.windlass.kubernetes;

import dev.windlass.core.cluster.KubernetesVersion;
import dev.windlass.kubernetes.api.ApiProblem;
import dev.windlass.kubernetes.api.Resources;
import dev.windlass.kubernetes.api.Wakeups;
import dev.windlass.kubernetes.judgement.NodeMark;
import dev.windlass.kubernetes.judgement.PodJudgement;
import dev.windlass.kubernetes.judgement.RolloutJudgement;
import dev.windlass.kubernetes.judgement.Shortfall;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What kubeadm brings with a control plane: kube-proxy and CoreDNS. One without its ConfigMap was left out on purpose and is not judged.
 */
record AddOns(ClusterObjects objects) {
    private static final String SYSTEM = "kube-system";

    static void watch(Wakeups wakeups) {
        wakeups.on(Resources.SYSTEM_PODS, Map.of());
        wakeups.on(Resources.apps(SYSTEM, "daemonsets"), Map.of());
        watchDeployments(wakeups);
    }

    /** Enough where no node has our cordon: CoreDNS' pods are not looked at then. */
    static void watchDeployments(Wakeups wakeups) {
        wakeups.on(Resources.apps(SYSTEM, "deployments"), Map.of());
    }

    List<Shortfall> kubeProxy(KubernetesVersion version) throws ApiProblem, InterruptedException {
        return objects.hasConfigMap("kube-proxy")
                ? RolloutJudgement.kubeProxy(
                        objects.daemonSet(SYSTEM, "kube-proxy").orElse(null), version)
                : List.of();
    }

    /**
     * Pods that only wait for a node that we keep cordoned are not missed: it is given back after this, and not if this waits for them. An
     * upgrade that halted may have left the only control plane cordoned, and CoreDNS has nowhere else to go.
     */
    List<Shortfall> coreDns(List<Node> nodes) throws ApiProblem, InterruptedException {
        var deployment =
                objects.hasConfigMap("coredns") ? objects.deployment(SYSTEM, "coredns") : Optional.<Deployment>empty();
        if (deployment.isEmpty()) {
            return List.of();
        }
        var shortfalls = RolloutJudgement.deployment(deployment.get());
        return !shortfalls.isEmpty() && isCordonedByUs(nodes) && waitsForANode(deployment.get())
                ? List.of()
                : shortfalls;
    }

    private static boolean isCordonedByUs(List<Node> nodes) {
        return nodes.stream()
                .map(NodeMark::of)
                .anyMatch(mark -> mark.unschedulable() && mark.cordonedBy().isPresent());
    }

    private boolean waitsForANode(Deployment deployment) throws ApiProblem, InterruptedException {
        return PodJudgement.lackOnlyNodes(objects.podsOf(deployment));
    }
}
