package dev.windlass.kubernetes;

import dev.windlass.core.cluster.InvalidValue;
import dev.windlass.core.cluster.KubernetesVersion;
import dev.windlass.core.cluster.NodeName;
import dev.windlass.kubernetes.api.ApiProblem;
import dev.windlass.kubernetes.api.ApiServer;
import dev.windlass.kubernetes.judgement.ControlPlaneJudgement;
import dev.windlass.kubernetes.judgement.KubeadmConfig;
import dev.windlass.kubernetes.judgement.Shortfall;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Looks at the static pods of control planes, and at each API server past the load balancer where its address can be reached from
 * here. Where it cannot, the kubelet's word about the pod is the evidence: its image and that it is Ready.
 */
final class ControlPlaneSight {
    /** kubeadm's annotation on the API server's pod: where it listens. There since Kubernetes 1.18. */
    private static final String ADDRESS = "kubeadm.kubernetes.io/kube-apiserver.advertise-address.endpoint";

    private static final int USUAL_PORT = 6443;

    private final Attempt attempt;

    ControlPlaneSight(Attempt attempt) {
        this.attempt = attempt;
    }

    /** The node's static pods, by component. */
    Map<String, Pod> pods(NodeName node) throws ApiProblem, InterruptedException {
        var pods = new TreeMap<String, Pod>();
        for (var component : ControlPlaneJudgement.VERSIONED) {
            pod(component, node).ifPresent(pod -> pods.put(component, pod));
        }
        pod(ControlPlaneJudgement.ETCD, node).ifPresent(pod -> pods.put(ControlPlaneJudgement.ETCD, pod));
        return pods;
    }

    private Optional<Pod> pod(String component, NodeName node) throws ApiProblem, InterruptedException {
        return attempt.objects().systemPod(ControlPlaneJudgement.podName(component, node));
    }

    /** Judges pods that were read, and asks the API server itself. */
    List<Shortfall> judge(Map<String, Pod> pods, ControlPlaneJudgement.Expected expected)
            throws ApiProblem, InterruptedException {
        var shortfalls = new ArrayList<>(ControlPlaneJudgement.judge(pods, expected));
        if (shortfalls.isEmpty()) {
            itself(pods, expected.node(), expected.version().toString()).ifPresent(shortfalls::add);
        }
        return shortfalls;
    }

    /** Whether pods that were read are Ready, and the API server answers, at whatever version its pod has. */
    List<Shortfall> ready(Map<String, Pod> pods, NodeName node, boolean externalEtcd)
            throws ApiProblem, InterruptedException {
        var shortfalls = new ArrayList<>(ControlPlaneJudgement.ready(pods, node, externalEtcd));
        var version = ControlPlaneJudgement.apiServerVersion(pods);
        if (shortfalls.isEmpty() && version.isPresent()) {
            itself(pods, node, version.get().toString()).ifPresent(shortfalls::add);
        }
        return shortfalls;
    }

    private Optional<Shortfall> itself(Map<String, Pod> pods, NodeName node, String version)
            throws ApiProblem, InterruptedException {
        var pod = pods.get(ControlPlaneJudgement.API_SERVER);
        var address = pod == null ? Optional.<String>empty() : address(pod);
        if (address.isEmpty()) {
            return Optional.empty();
        }
        var subject = "API server of " + node + " at " + address.get();
        return switch (attempt.api().server(address.get()).look()) {
            case ApiServer.State.Answers answers ->
                answers.version().equals(version)
                        ? Optional.empty()
                        : Optional.of(new Shortfall(subject, answers.version(), version));
            case ApiServer.State.Silent silent ->
                Optional.of(new Shortfall(subject, "not answering (" + silent.problem() + ")", "ready"));
            case ApiServer.State.OutOfReach outOfReach -> Optional.empty();
        };
    }

    private static Optional<String> address(Pod pod) {
        var annotations = pod.getMetadata().getAnnotations();
        if (annotations != null && annotations.containsKey(ADDRESS)) {
            return Optional.of(annotations.get(ADDRESS));
        }
        // The API server uses its node's network.
        return Optional.ofNullable(
                        pod.getStatus() == null ? null : pod.getStatus().getPodIP())
                .map(ip -> (ip.contains(":") ? "[" + ip + "]" : ip) + ":" + USUAL_PORT);
    }

    /** kubeadm-config as it must be; empty when it is. */
    static Optional<Shortfall> configured(Optional<KubeadmConfig> config, KubernetesVersion version) {
        var observed = config.map(KubeadmConfig::version);
        return observed.equals(Optional.of(version))
                ? Optional.empty()
                : Optional.of(new Shortfall(
                        "version in ConfigMap kube-system/kubeadm-config",
                        observed.map(KubernetesVersion::toString).orElse("absent"),
                        version.toString()));
    }

    /** A version in it that is none counts as a ConfigMap that is not there. */
    Optional<KubeadmConfig> config() throws ApiProblem, InterruptedException {
        try {
            return attempt.objects().kubeadmConfig();
        } catch (InvalidValue notReleased) {
            return Optional.empty();
        }
    }
}
