package dev.windlass.kubernetes;

import dev.windlass.core.report.Finding;
import dev.windlass.core.report.Outcome;
import dev.windlass.kubernetes.api.ApiProblem;
import dev.windlass.kubernetes.api.Resources;
import dev.windlass.kubernetes.api.Wakeups;
import dev.windlass.kubernetes.judgement.ControlPlaneJudgement;
import dev.windlass.kubernetes.judgement.KubeadmConfig;
import dev.windlass.kubernetes.judgement.NodeJudgement;
import java.util.Map;

/** Whether kubeadm made of a node's static pods what it should have. */
final class ControlPlaneValidation {
    private final Attempt attempt;
    private final ControlPlaneSight sight;

    ControlPlaneValidation(Attempt attempt) {
        this.attempt = attempt;
        this.sight = new ControlPlaneSight(attempt);
    }

    Outcome perform() throws InterruptedException {
        var terms = attempt.stableTerms()
                .hint("look at the static pods in kube-system of %s, and at crictl ps -a there"
                        .formatted(attempt.node()));
        var lookout = attempt.lookout(terms);
        var kubelet = new NodeSight(attempt, lookout);
        return lookout.until(attempt.api(), wakeups -> look(wakeups, kubelet));
    }

    private Seen look(Wakeups wakeups, NodeSight kubelet) throws ApiProblem, InterruptedException {
        wakeups.on(Resources.SYSTEM_PODS, Resources.CONTROL_PLANE_PODS);
        var life = kubelet.life(attempt.node());
        var start = attempt.objects().startOf(attempt.node());
        var boot = attempt.objects().node(attempt.node()).map(NodeJudgement::boot);
        var external = sight.config().map(KubeadmConfig::externalEtcd).orElse(false);
        var pods = sight.pods(attempt.node());
        var expected = new ControlPlaneJudgement.Expected(
                attempt.node(), attempt.version(), attempt.assignment().etcdImage(), external);
        var shortfalls = sight.judge(pods, expected);
        return shortfalls.isEmpty()
                ? new Seen.Good(
                        "API server, controller manager and scheduler at %s and Ready%s"
                                .formatted(attempt.version(), external ? "" : ", etcd Ready"),
                        Finding.NOTHING,
                        Map.of("restarts", ControlPlaneJudgement.restarts(pods), "boot", boot, "started", start),
                        life.renewed())
                : new Seen.NotYet(shortfalls);
    }
}
