package dev.windlass.executor;

import dev.windlass.clockwork.Clockwork;
import dev.windlass.core.procedure.Action;
import dev.windlass.core.report.FailureKind;
import dev.windlass.core.report.Finding;
import dev.windlass.core.report.Outcome;
import dev.windlass.core.upgrade.Deadlines;
import dev.windlass.executor.node.NodeEndpoint;
import dev.windlass.executor.node.NodeProtocol;
import dev.windlass.executor.node.NodeRun;
import dev.windlass.executor.node.OldRuns;
import dev.windlass.executor.node.RunEnd;
import dev.windlass.executor.node.Verb;
import dev.windlass.runtime.work.Progress;
import dev.windlass.runtime.work.Task;
import java.util.Map;
import java.util.Optional;

/** A verb on a node, from its start to an outcome. */
final class NodeWork {
    private static final int LINES = 1_200;

    private final NodeProtocol protocol;
    private final Clockwork clockwork;

    NodeWork(NodeProtocol protocol, Clockwork clockwork) {
        this.protocol = protocol;
        this.clockwork = clockwork;
    }

    Outcome perform(Task task, Verb verb, NodeEndpoint endpoint, Progress progress) throws InterruptedException {
        var assignment = task.assignment();
        var atMost = Deadlines.actors(assignment.step().action(), assignment.policy());
        var tools = new NodeRun.Tools(clockwork, progress::heldUntil, progress::output, progress::note);
        var end = NodeRun.follow(protocol, endpoint, assignment.token(), Verbs.run(task), verb, atMost, tools);
        if (verb instanceof Verb.SaveConfiguration && end instanceof RunEnd.Succeeded) {
            // Once a visit, before the node is disturbed.
            OldRuns.prune(protocol, endpoint);
        }
        return outcome(end, task, verb, endpoint);
    }

    private static Outcome outcome(RunEnd end, Task task, Verb verb, NodeEndpoint endpoint) {
        return switch (end) {
            case RunEnd.Succeeded succeeded ->
                succeeded(task.assignment().step().action(), verb, succeeded.facts());
            case RunEnd.Failed failed ->
                Outcome.failedForNow(
                        failed.kind(),
                        withLastLines(failed),
                        "its whole output is on " + endpoint.node() + " in " + output(task));
            case RunEnd.Lost lost ->
                Outcome.failedForNow(
                        FailureKind.LOST,
                        "it began on %s and is gone without an outcome: %s".formatted(endpoint.node(), lost.loss()),
                        "the next attempt looks at what is done and goes on from there");
            case RunEnd.Fenced fenced ->
                Outcome.failed(
                        FailureKind.FENCED,
                        "%s has seen the token %d, which is higher than ours, %d"
                                .formatted(
                                        endpoint.node(),
                                        fenced.highest(),
                                        task.assignment().token()),
                        "does another Windlass act on this cluster?");
            case RunEnd.Refused refused -> Outcome.failed(refused.kind(), refused.reason(), refused.hint());
            case RunEnd.Unknown unknown ->
                new Outcome.Unknown(
                        unknown.hint().isEmpty() ? unknown.reason() : unknown.reason() + " (" + unknown.hint() + ")");
        };
    }

    private static String output(Task task) {
        return "/var/lib/windlass/runs/" + Verbs.run(task) + "/out";
    }

    private static String withLastLines(RunEnd.Failed failed) {
        var lines = failed.lastLines().strip();
        if (lines.isEmpty() || failed.reason().contains(lines)) {
            return failed.reason();
        }
        var from = Math.max(0, lines.length() - LINES);
        return failed.reason() + "\n" + lines.substring(from);
    }

    private static Outcome succeeded(Action action, Verb verb, Map<String, String> facts) {
        var summary = Boolean.parseBoolean(facts.get("already")) ? words(verb) + ", as it was already" : words(verb);
        return new Outcome.Succeeded(summary, finding(action, facts).orElse(Finding.NOTHING));
    }

    /** What is so now. */
    private static String words(Verb verb) {
        return switch (verb) {
            case Verb.SaveConfiguration v -> "package versions and kubelet configuration are kept for a rollback";
            case Verb.SwitchRepository v -> "the package repository is that of " + v.minor();
            case Verb.DownloadPackages v -> "packages " + v.revision() + " are on the node";
            case Verb.InstallKubeadm v -> "kubeadm is " + v.revision();
            case Verb.PullImages v -> "the images of " + v.version() + " are on the node";
            case Verb.UpgradeApply v -> "the control plane's manifests and kubeadm-config are " + v.version();
            case Verb.UpgradeNode v -> "the node's manifests and kubelet configuration are " + v.version();
            case Verb.InstallKubelet v -> "kubelet and kubectl are " + v.revision();
            case Verb.RestartKubelet v -> "the kubelet was restarted";
            case Verb.RestoreNode v -> "packages and kubelet configuration are the former ones";
        };
    }

    private static Optional<Finding> finding(Action action, Map<String, String> facts) {
        return switch (action) {
            case RESTART_KUBELET, RESTORE_NODE -> NodeRun.kubeletStarted(facts).map(Finding.KubeletStarted::new);
            case KUBEADM_UPGRADE_APPLY, KUBEADM_UPGRADE_NODE ->
                Optional.ofNullable(facts.get("etcd-image")).map(Finding.ControlPlaneRaised::new);
            default -> Optional.empty();
        };
    }
}
