package dev.windlass.simulation.histories;

import dev.windlass.core.event.Assignment;
import dev.windlass.core.plan.UpgradeId;
import dev.windlass.core.procedure.Action;
import dev.windlass.core.procedure.Actor;
import dev.windlass.core.report.FailureKind;
import dev.windlass.core.report.Finding;
import dev.windlass.core.report.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** What each action does to the nodes, and what it finds out, when nothing goes wrong. */
final class Work {
    private static final Set<Action> OVER_THE_API = Set.of(Action.CORDON, Action.DRAIN, Action.UNCORDON);

    private final Nodes nodes;

    Work(Nodes nodes) {
        this.nodes = nodes;
    }

    /** Does it, unless a node has seen a higher token. */
    Outcome perform(UpgradeId upgrade, Assignment assignment, Instant now) {
        if (changesNode(assignment) && !nodes.admits(assignment.step().node().orElseThrow(), assignment.token())) {
            return Outcome.failed(FailureKind.FENCED, "the node has seen a higher token", "");
        }
        return new Outcome.Succeeded("done", done(upgrade, assignment, now));
    }

    /** Whether it runs on the node itself, which knows tokens, and not over the API. */
    static boolean changesNode(Assignment assignment) {
        var action = assignment.step().action();
        return action.actor() == Actor.EXECUTOR && !OVER_THE_API.contains(action);
    }

    private Finding done(UpgradeId upgrade, Assignment assignment, Instant now) {
        var step = assignment.step();
        switch (step.action()) {
            case SAVE_CONFIGURATION -> nodes.save(upgrade, assignment);
            case KUBEADM_UPGRADE_APPLY -> nodes.raiseApiServer(assignment, true);
            case KUBEADM_UPGRADE_NODE -> nodes.raiseApiServer(assignment, false);
            case CORDON -> nodes.cordon(upgrade, assignment);
            case UNCORDON -> nodes.uncordon(upgrade, assignment);
            case INSTALL_KUBELET -> nodes.installKubelet(assignment);
            case RESTORE_NODE -> nodes.restore(upgrade, assignment);
            case VALIDATE_CONTROL_PLANE, VALIDATE_API_SERVERS -> nodes.validateApiServers(assignment);
            case VALIDATE_NODE -> nodes.validateNode(assignment);
            case VALIDATE_CLUSTER -> nodes.validateCluster(assignment);
            case INSPECT_CLUSTER,
                    INSPECT_NODE,
                    CHECK_CLUSTER,
                    SWITCH_REPOSITORY,
                    DOWNLOAD_PACKAGES,
                    INSTALL_KUBEADM,
                    PULL_IMAGES,
                    DRAIN,
                    RESTART_KUBELET,
                    VALIDATE_WORKLOADS -> {}
        }
        return switch (step.action()) {
            case INSPECT_CLUSTER -> new Finding.ClusterSeen(nodes.seen());
            case INSPECT_NODE -> new Finding.NodeSeen(nodes.facts(step.node().orElseThrow()));
            case DRAIN -> new Finding.Drained(List.of());
            case RESTART_KUBELET, RESTORE_NODE -> new Finding.KubeletStarted(now);
            case KUBEADM_UPGRADE_APPLY -> new Finding.ControlPlaneRaised("etcd:3.4.13-0");
            default -> Finding.NOTHING;
        };
    }
}
