package dev.windlass.core.procedure;

import static dev.windlass.core.procedure.Action.CHECK_CLUSTER;
import static dev.windlass.core.procedure.Action.CORDON;
import static dev.windlass.core.procedure.Action.DOWNLOAD_PACKAGES;
import static dev.windlass.core.procedure.Action.DRAIN;
import static dev.windlass.core.procedure.Action.INSPECT_CLUSTER;
import static dev.windlass.core.procedure.Action.INSPECT_NODE;
import static dev.windlass.core.procedure.Action.INSTALL_KUBEADM;
import static dev.windlass.core.procedure.Action.INSTALL_KUBELET;
import static dev.windlass.core.procedure.Action.KUBEADM_UPGRADE_APPLY;
import static dev.windlass.core.procedure.Action.KUBEADM_UPGRADE_NODE;
import static dev.windlass.core.procedure.Action.PULL_IMAGES;
import static dev.windlass.core.procedure.Action.RESTART_KUBELET;
import static dev.windlass.core.procedure.Action.RESTORE_NODE;
import static dev.windlass.core.procedure.Action.SAVE_CONFIGURATION;
import static dev.windlass.core.procedure.Action.SWITCH_REPOSITORY;
import static dev.windlass.core.procedure.Action.UNCORDON;
import static dev.windlass.core.procedure.Action.VALIDATE_API_SERVERS;
import static dev.windlass.core.procedure.Action.VALIDATE_CLUSTER;
import static dev.windlass.core.procedure.Action.VALIDATE_CONTROL_PLANE;
import static dev.windlass.core.procedure.Action.VALIDATE_NODE;
import static dev.windlass.core.procedure.Action.VALIDATE_WORKLOADS;
import static dev.windlass.core.procedure.Phase.phase;
import static dev.windlass.core.procedure.Scope.CLUSTER;
import static dev.windlass.core.procedure.Scope.CONTROL_PLANES;
import static dev.windlass.core.procedure.Scope.FIRST_CONTROL_PLANE;
import static dev.windlass.core.procedure.Scope.OTHER_CONTROL_PLANES;
import static dev.windlass.core.procedure.Scope.WORKERS;

import java.util.List;

/**
 * How a kubeadm cluster is upgraded, top to bottom. This file is the procedure: nothing else knows the order.
 *
 * <p>Two passes over the control plane: first every API server, and only then the kubelets, because behind a load balancer a
 * kubelet reaches every API server and must not be newer than any of them (kubernetes.io, releases/version-skew-policy). A node is
 * drained before its kubelet package is installed, because the unit restarts by itself after a crash or a reboot and would bring
 * the new kubelet up under running pods. The validations are gates: no step of the next node exists before they have passed.
 */
public final class KubeadmUpgrade {
    private KubeadmUpgrade() {}

    /** Before there is a plan. Changes nothing; the nodes are read all at once. */
    public static final List<Action> INSPECTION = List.of(INSPECT_CLUSTER, INSPECT_NODE);

    // @spotless:off
    /** One hop: the control plane rises by at most one minor version. */
    public static final List<Phase> HOP = List.of(
            phase("check", CLUSTER, CHECK_CLUSTER),
            phase(
                    "first control plane",
                    FIRST_CONTROL_PLANE,
                    SAVE_CONFIGURATION,
                    SWITCH_REPOSITORY,
                    INSTALL_KUBEADM,
                    PULL_IMAGES,
                    KUBEADM_UPGRADE_APPLY,
                    VALIDATE_CONTROL_PLANE),
            phase(
                    "other control planes",
                    OTHER_CONTROL_PLANES,
                    SAVE_CONFIGURATION,
                    SWITCH_REPOSITORY,
                    INSTALL_KUBEADM,
                    PULL_IMAGES,
                    KUBEADM_UPGRADE_NODE,
                    VALIDATE_CONTROL_PLANE),
            phase("api servers", CLUSTER, VALIDATE_API_SERVERS),
            phase(
                    "control plane kubelets",
                    CONTROL_PLANES,
                    DOWNLOAD_PACKAGES,
                    CORDON,
                    DRAIN,
                    INSTALL_KUBELET,
                    RESTART_KUBELET,
                    VALIDATE_NODE,
                    UNCORDON,
                    VALIDATE_WORKLOADS),
            phase(
                    "workers",
                    WORKERS,
                    SAVE_CONFIGURATION,
                    SWITCH_REPOSITORY,
                    DOWNLOAD_PACKAGES,
                    CORDON,
                    DRAIN,
                    INSTALL_KUBEADM,
                    KUBEADM_UPGRADE_NODE,
                    INSTALL_KUBELET,
                    RESTART_KUBELET,
                    VALIDATE_NODE,
                    UNCORDON,
                    VALIDATE_WORKLOADS),
            phase("close", CLUSTER, VALIDATE_CLUSTER));

    /** A worker that failed goes back: a kubelet older than its API server is legal within the skew, so this always is. */
    public static final Phase WORKER_ROLLBACK = phase("rollback", WORKERS, RESTORE_NODE, VALIDATE_NODE, UNCORDON);

    /** The same for a worker that is in service again: pods leave it first. */
    public static final Phase WORKER_ROLLBACK_IN_SERVICE =
            phase("rollback", WORKERS, CORDON, DRAIN, RESTORE_NODE, VALIDATE_NODE, UNCORDON);

    /** A control plane that failed before its kubelet package was touched is only made schedulable again; then the upgrade halts. */
    public static final Phase CONTROL_PLANE_RELEASE = phase("release", CONTROL_PLANES, UNCORDON);
    // @spotless:on
}
