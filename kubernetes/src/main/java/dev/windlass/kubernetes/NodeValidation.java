package dev.windlass.kubernetes;

import dev.windlass.core.report.Finding;
import dev.windlass.core.report.Outcome;
import dev.windlass.kubernetes.api.ApiProblem;
import dev.windlass.kubernetes.api.Resources;
import dev.windlass.kubernetes.api.Wakeups;
import dev.windlass.kubernetes.judgement.ClusterReading;
import dev.windlass.kubernetes.judgement.KubeadmConfig;
import dev.windlass.kubernetes.judgement.NodeJudgement;
import dev.windlass.kubernetes.judgement.NodeMark;
import dev.windlass.kubernetes.judgement.PodJudgement;
import dev.windlass.kubernetes.judgement.Shortfall;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether a node's kubelet runs at its version, on evidence that this kubelet wrote, and with it the pods that belong to the node:
 * those of DaemonSets and the static ones.
 */
final class NodeValidation {
    private final Attempt attempt;
    private final Lookout lookout;
    private final NodeSight sight;
    private final ControlPlaneSight controlPlane;

    NodeValidation(Attempt attempt) {
        this.attempt = attempt;
        var terms = attempt.stableTerms()
                .withoutProgress(attempt.timing().withoutProgress())
                .hint("look at journalctl -u kubelet on " + attempt.node());
        this.lookout = attempt.lookout(terms);
        this.sight = new NodeSight(attempt, lookout);
        this.controlPlane = new ControlPlaneSight(attempt);
    }

    Outcome perform() throws InterruptedException {
        return lookout.until(attempt.api(), this::look);
    }

    private Seen look(Wakeups wakeups) throws ApiProblem, InterruptedException {
        wakeups.on(Resources.NODES, Resources.named(attempt.node()));
        wakeups.on(Resources.PODS, Resources.onNode(attempt.node()));
        var life = sight.life(attempt.node());
        var start = attempt.objects().startOf(attempt.node());
        var node = attempt.objects().node(attempt.node());
        var expected = new NodeJudgement.Expected(
                attempt.node(),
                Optional.of(attempt.version()),
                attempt.assignment().evidenceAfter());
        var shortfalls = new ArrayList<>(sight.judge(node, life, expected));
        var pods = attempt.objects().podsOn(attempt.node());
        shortfalls.addAll(PodJudgement.mirrorPods(pods));
        shortfalls.addAll(daemonPods(pods, node.flatMap(NodeMark::cordonedAt)));
        if (node.filter(ClusterReading::isControlPlane).isPresent()) {
            shortfalls.addAll(controlPlane(pods));
        }
        if (!shortfalls.isEmpty()) {
            return new Seen.NotYet(shortfalls);
        }
        return new Seen.Good(
                "kubelet %s, Ready%s, stable for %s"
                        .formatted(
                                attempt.version(),
                                attempt.assignment().evidenceAfter().isPresent()
                                        ? " by its own word since it started"
                                        : "",
                                Lookout.words(attempt.assignment().policy().stableFor())),
                Finding.NOTHING,
                Map.of(
                        "restarts", PodJudgement.restarts(pods),
                        "ready since", NodeJudgement.readySince(node.orElseThrow()),
                        "boot", NodeJudgement.boot(node.orElseThrow()),
                        "started", start),
                life.renewed());
    }

    /** A kubelet that does not take its manifests any more removes the pods: what is not there is not unready. */
    private List<Shortfall> controlPlane(List<Pod> pods) throws ApiProblem, InterruptedException {
        var external = controlPlane.config().map(KubeadmConfig::externalEtcd).orElse(false);
        return controlPlane.ready(ClusterReading.componentsOf(attempt.node(), pods), attempt.node(), external);
    }

    /** A DaemonSet that is down on other nodes too is not this node's failure. */
    private List<Shortfall> daemonPods(List<Pod> pods, Optional<Instant> taken)
            throws ApiProblem, InterruptedException {
        var shortfalls = new ArrayList<Shortfall>();
        for (var entry : PodJudgement.unreadyDaemonPods(pods, taken).entrySet()) {
            var slash = entry.getKey().indexOf('/');
            var daemonSet = attempt.objects()
                    .daemonSet(
                            entry.getKey().substring(0, slash), entry.getKey().substring(slash + 1));
            if (daemonSet.isPresent()
                    && !PodJudgement.isDownElsewhere(
                            daemonSet.get(), entry.getValue().size())) {
                entry.getValue().forEach(pod -> shortfalls.add(PodJudgement.unready(pod)));
            }
        }
        return shortfalls;
    }
}
