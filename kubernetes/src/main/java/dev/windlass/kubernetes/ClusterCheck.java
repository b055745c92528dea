package dev.windlass.kubernetes;

import dev.windlass.core.cluster.KubernetesVersion;
import dev.windlass.core.report.Finding;
import dev.windlass.core.report.Outcome;
import dev.windlass.kubernetes.api.ApiProblem;
import dev.windlass.kubernetes.api.Wakeups;
import dev.windlass.kubernetes.judgement.KubeadmConfig;
import dev.windlass.kubernetes.judgement.Shortfall;
import java.util.ArrayList;
import java.util.Optional;

/**
 * Whether a hop may begin: every node Ready, every control plane's pods Ready, and kubeadm-config at most one minor version below the
 * hop's version and not above it. It may be at that version already when a hop is taken up again.
 */
final class ClusterCheck {
    private final Attempt attempt;
    private final Lookout lookout;
    private final ClusterSight sight;
    private final ControlPlaneSight controlPlaneSight;

    ClusterCheck(Attempt attempt) {
        this.attempt = attempt;
        this.lookout =
                attempt.lookout(attempt.terms().hint("make the cluster healthy first: kubectl get nodes, then retry"));
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
        attempt.assignment()
                .version()
                .flatMap(version -> startable(config, version))
                .ifPresent(shortfalls::add);
        return shortfalls.isEmpty()
                ? new Seen.Good(
                        "%d nodes Ready, control planes Ready%s"
                                .formatted(
                                        nodes.size(),
                                        config.map(known -> ", configured " + known.version())
                                                .orElse("")),
                        Finding.NOTHING,
                        "")
                : new Seen.NotYet(shortfalls);
    }

    static Optional<Shortfall> startable(Optional<KubeadmConfig> config, KubernetesVersion hop) {
        var startable = config.map(KubeadmConfig::version)
                .filter(version -> version.compareTo(hop) <= 0
                        && version.series().major() == hop.series().major()
                        && hop.series().above(version.series()) <= 1);
        return startable.isPresent()
                ? Optional.empty()
                : Optional.of(new Shortfall(
                        "version in ConfigMap kube-system/kubeadm-config",
                        config.map(known -> known.version().toString()).orElse("absent"),
                        "at most one minor version below " + hop));
    }
}
