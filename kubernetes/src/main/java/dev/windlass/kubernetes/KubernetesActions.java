package dev.windlass.kubernetes;

import dev.windlass.clockwork.Clockwork;
import dev.windlass.core.cluster.ClusterName;
import dev.windlass.core.cluster.NodeName;
import dev.windlass.core.event.Assignment;
import dev.windlass.core.plan.UpgradeId;
import dev.windlass.core.procedure.Action;
import dev.windlass.core.report.Outcome;
import dev.windlass.kubernetes.api.ApiProblem;
import dev.windlass.kubernetes.api.ClusterClients;
import dev.windlass.kubernetes.api.KubeconfigClients;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The actions that are done, or judged, through the Kubernetes API. Thread-safe: many attempts on many clusters may be under way.
 * Each blocks its thread, which may be a virtual one, until it has an outcome.
 */
public final class KubernetesActions implements AutoCloseable {
    private final ClusterClients clients;
    private final Timing timing;
    private final Clockwork clockwork;

    /** @param clients closed with this */
    public KubernetesActions(ClusterClients clients, Timing timing, Clockwork clockwork) {
        this.clients = clients;
        this.timing = timing;
        this.clockwork = clockwork;
    }

    /** @param kubeconfigs a file for each cluster; each is read when first needed and again when it changes */
    public KubernetesActions(Map<ClusterName, Path> kubeconfigs, Timing timing) {
        this(new KubeconfigClients(kubeconfigs, Clockwork.system()), timing, Clockwork.system());
    }

    public KubernetesActions(Map<ClusterName, Path> kubeconfigs) {
        this(kubeconfigs, Timing.DEFAULT);
    }

    /** Whether an action is one of these. */
    public static boolean canDo(Action action) {
        return switch (action) {
            case INSPECT_CLUSTER,
                    CHECK_CLUSTER,
                    CORDON,
                    DRAIN,
                    UNCORDON,
                    VALIDATE_CONTROL_PLANE,
                    VALIDATE_API_SERVERS,
                    VALIDATE_NODE,
                    VALIDATE_WORKLOADS,
                    VALIDATE_CLUSTER -> true;
            case INSPECT_NODE,
                    SAVE_CONFIGURATION,
                    SWITCH_REPOSITORY,
                    DOWNLOAD_PACKAGES,
                    INSTALL_KUBEADM,
                    PULL_IMAGES,
                    KUBEADM_UPGRADE_APPLY,
                    KUBEADM_UPGRADE_NODE,
                    INSTALL_KUBELET,
                    RESTART_KUBELET,
                    RESTORE_NODE -> false;
        };
    }

    /**
     * Carries out one attempt of one step.
     *
     * @param note takes what it is at or waits for, in words, whenever that changes
     * @return failed CONFIGURATION without a usable kubeconfig, ACCESS when rights are missing, DRAIN_BLOCKED, FENCED or VALIDATION as
     *     those say, UNREACHABLE when an inspection got no answer; unknown when the API server gave no answer until the deadline
     * @throws InterruptedException when interrupted; whatever was begun in the cluster goes on
     * @throws IllegalArgumentException when it {@linkplain #canDo cannot do} the action, or the assignment lacks what it needs
     */
    public Outcome perform(ClusterName cluster, UpgradeId upgrade, Assignment assignment, Consumer<String> note)
            throws InterruptedException {
        try {
            return perform(new Attempt(clients.cluster(cluster), upgrade, assignment, note, timing, clockwork));
        } catch (ApiProblem unusable) {
            return Lookout.failed(unusable);
        }
    }

    /**
     * The InternalIP of a node; empty when there is no such node or it has none.
     *
     * @throws ApiProblem when the API server gives no answer, or refuses one
     */
    public Optional<String> internalAddress(ClusterName cluster, NodeName node)
            throws ApiProblem, InterruptedException {
        return new ClusterObjects(clients.cluster(cluster)).node(node).flatMap(InternalAddress::of);
    }

    private static Outcome perform(Attempt attempt) throws InterruptedException {
        return switch (attempt.action()) {
            case INSPECT_CLUSTER -> new ClusterInspection(attempt).perform();
            case CHECK_CLUSTER -> new ClusterCheck(attempt).perform();
            case CORDON -> new CordonNode(attempt).perform();
            case DRAIN -> new DrainNode(attempt).perform();
            case UNCORDON -> new UncordonNode(attempt).perform();
            case VALIDATE_CONTROL_PLANE -> new ControlPlaneValidation(attempt).perform();
            case VALIDATE_API_SERVERS -> new ApiServersValidation(attempt).perform();
            case VALIDATE_NODE -> new NodeValidation(attempt).perform();
            case VALIDATE_WORKLOADS -> new WorkloadsValidation(attempt).perform();
            case VALIDATE_CLUSTER -> new ClusterValidation(attempt).perform();
            case INSPECT_NODE,
                    SAVE_CONFIGURATION,
                    SWITCH_REPOSITORY,
                    DOWNLOAD_PACKAGES,
                    INSTALL_KUBEADM,
                    PULL_IMAGES,
                    KUBEADM_UPGRADE_APPLY,
                    KUBEADM_UPGRADE_NODE,
                    INSTALL_KUBELET,
                    RESTART_KUBELET,
                    RESTORE_NODE ->
                throw new IllegalArgumentException(
                        attempt.action().words() + " is not done through the Kubernetes API");
        };
    }

    @Override
    public void close() {
        clients.close();
    }
}
