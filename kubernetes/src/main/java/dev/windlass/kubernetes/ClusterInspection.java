package dev.windlass.kubernetes;

import dev.windlass.core.cluster.InvalidValue;
import dev.windlass.core.cluster.KubernetesVersion;
import dev.windlass.core.cluster.Topology;
import dev.windlass.core.report.FailureKind;
import dev.windlass.core.report.Finding;
import dev.windlass.core.report.Outcome;
import dev.windlass.kubernetes.api.ApiProblem;
import dev.windlass.kubernetes.judgement.ClusterReading;
import dev.windlass.kubernetes.judgement.RolloutJudgement;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads what a plan is made from: nodes, roles, versions. Changes nothing. */
final class ClusterInspection {
    private final Attempt attempt;

    ClusterInspection(Attempt attempt) {
        this.attempt = attempt;
    }

    Outcome perform() throws InterruptedException {
        var terms = attempt.terms().unreachable(attempt.timing().unreachable());
        return attempt.lookout(terms).until(attempt.api(), wakeups -> new Seen.Ended(look()));
    }

    private Outcome look() throws ApiProblem, InterruptedException {
        var objects = attempt.objects();
        var said = objects.apiServerVersion();
        try {
            KubernetesVersion.parse(said);
            var config = objects.kubeadmConfig();
            if (config.isEmpty()) {
                return refused("it has no ConfigMap kube-system/kubeadm-config with a ClusterConfiguration");
            }
            var reading = ClusterReading.of(objects.nodes(), objects.controlPlanePods());
            if (!reading.problems().isEmpty()) {
                return refused(String.join("; ", reading.problems()));
            }
            var kubeProxy = objects.daemonSet("kube-system", "kube-proxy").map(RolloutJudgement::kubeProxyImage);
            return topology(reading, reading.topology(config.get().version(), kubeProxy), said);
        } catch (InvalidValue invalid) {
            return refused(invalid.getMessage() == null ? "its version is not a released one" : invalid.getMessage());
        }
    }

    private Outcome topology(ClusterReading reading, Topology topology, String said) {
        if (!reading.withoutApiServer().isEmpty()) {
            var names =
                    reading.withoutApiServer().stream().map(Object::toString).collect(Collectors.joining(", "));
            return Outcome.failedForNow(
                    FailureKind.OTHER,
                    "cluster %s: the version of the API server on %s cannot be told: there is no pod kube-system/kube-apiserver-NODE with a version as its image's tag"
                            .formatted(attempt.api().name(), names),
                    "see that these control planes run, as kubeadm made them");
        }
        var known = topology.controlPlanes().stream()
                .anyMatch(node -> node.apiServer().equals(Optional.of(KubernetesVersion.parse(said))));
        if (!known) {
            return Outcome.failedForNow(
                    FailureKind.OTHER,
                    "cluster %s: the API server says that it is %s, but no control plane's pod has that image"
                            .formatted(attempt.api().name(), said),
                    "check that the kubeconfig's server is one of this cluster's control planes");
        }
        var summary = "%d control planes, %d workers, configured %s"
                .formatted(topology.controlPlanes().size(), topology.workers().size(), topology.configured());
        return new Outcome.Succeeded(summary, new Finding.ClusterSeen(topology));
    }

    private Outcome refused(String why) {
        return Outcome.failed(
                FailureKind.CONFIGURATION,
                "cluster %s is not one that Windlass can upgrade: %s"
                        .formatted(attempt.api().name(), why),
                "Windlass upgrades clusters that kubeadm made, at released versions");
    }
}
