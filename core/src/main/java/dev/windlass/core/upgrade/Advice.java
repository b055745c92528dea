package dev.windlass.core.upgrade;

import dev.windlass.core.cluster.ClusterName;
import dev.windlass.core.plan.Step;
import dev.windlass.core.procedure.Action;

/** Where a person should look first, and how to go on. */
final class Advice {
    private Advice() {}

    static String afterHalt(ClusterName cluster, Upgrade upgrade, Step failed) {
        var look = switch (failed.action()) {
            case SAVE_CONFIGURATION ->
                Visits.kept(upgrade, failed)
                        ? on(failed) + "df -h /var/lib"
                        : node(failed) + " was not touched: see that its disk has room (df -h /var/lib)";
            case KUBEADM_UPGRADE_APPLY, KUBEADM_UPGRADE_NODE, VALIDATE_CONTROL_PLANE ->
                on(failed) + "crictl ps -a, journalctl -u kubelet, /etc/kubernetes/manifests, and kubeadm's output in "
                        + "/var/lib/windlass/runs/" + run(upgrade, kubeadms(upgrade, failed)) + "/out";
            case INSTALL_KUBELET, RESTART_KUBELET, VALIDATE_NODE, RESTORE_NODE ->
                on(failed) + "systemctl status kubelet, journalctl -u kubelet";
            case CORDON, DRAIN, UNCORDON -> "look at kubectl describe node " + node(failed);
            case VALIDATE_WORKLOADS -> "look at pods that are Pending or not Ready: kubectl get pods -A -o wide";
            case CHECK_CLUSTER, VALIDATE_API_SERVERS, VALIDATE_CLUSTER ->
                "look at kubectl get nodes and kubectl -n kube-system get pods -o wide";
            case PULL_IMAGES -> on(failed) + "crictl pull of the image that it names";
            case INSPECT_CLUSTER, INSPECT_NODE, SWITCH_REPOSITORY, DOWNLOAD_PACKAGES, INSTALL_KUBEADM ->
                on(failed) + "the package repository and the disk";
        };
        var left = upgrade.cordoned().isEmpty()
                ? ""
                : "; still cordoned: "
                        + String.join(
                                ", ",
                                upgrade.cordoned().stream()
                                        .map(Object::toString)
                                        .toList());
        var putBack = Visits.mayGoBack(upgrade)
                ? " to go forward, or windlass rollback %s --reason TEXT to put it back".formatted(cluster)
                : "";
        return "%s%s; then windlass retry %s --reason TEXT%s".formatted(look, left, cluster, putBack);
    }

    private static String node(Step step) {
        return step.node().map(Object::toString).orElse("");
    }

    private static String on(Step step) {
        return step.node().map(node -> "look on " + node + " at ").orElse("look at ");
    }

    /** The step of its visit in which kubeadm ran. */
    private static Step kubeadms(Upgrade upgrade, Step failed) {
        return upgrade.steps().values().stream()
                .map(StepState::step)
                .filter(step -> step.sameVisit(failed))
                .filter(step ->
                        step.action() == Action.KUBEADM_UPGRADE_APPLY || step.action() == Action.KUBEADM_UPGRADE_NODE)
                .findFirst()
                .orElse(failed);
    }

    private static String run(Upgrade upgrade, Step step) {
        var attempt = upgrade.step(step.id()).map(StepState::attempt).orElse(1);
        return RunName.of(upgrade.id(), step.id(), attempt);
    }
}
