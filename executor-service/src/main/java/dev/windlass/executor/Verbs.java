package dev.windlass.executor;

import dev.windlass.core.cluster.KubernetesVersion;
import dev.windlass.core.cluster.PackageRevision;
import dev.windlass.core.event.Assignment;
import dev.windlass.core.upgrade.RunName;
import dev.windlass.executor.node.RunId;
import dev.windlass.executor.node.Verb;
import dev.windlass.runtime.work.Task;
import java.util.Optional;

/** Which verb of the node protocol an action is. */
final class Verbs {
    private Verbs() {}

    /** Empty for actions that are not done on the node itself. */
    static Optional<Verb> of(Task task) {
        var assignment = task.assignment();
        return switch (assignment.step().action()) {
            case SAVE_CONFIGURATION -> Optional.of(new Verb.SaveConfiguration(saved(task)));
            case SWITCH_REPOSITORY ->
                Optional.of(new Verb.SwitchRepository(version(assignment).series()));
            case DOWNLOAD_PACKAGES -> Optional.of(new Verb.DownloadPackages(revision(assignment)));
            case INSTALL_KUBEADM -> Optional.of(new Verb.InstallKubeadm(revision(assignment)));
            case PULL_IMAGES -> Optional.of(new Verb.PullImages(version(assignment)));
            case KUBEADM_UPGRADE_APPLY -> Optional.of(new Verb.UpgradeApply(version(assignment)));
            case KUBEADM_UPGRADE_NODE -> Optional.of(new Verb.UpgradeNode(version(assignment)));
            case INSTALL_KUBELET -> Optional.of(new Verb.InstallKubelet(revision(assignment)));
            case RESTART_KUBELET -> Optional.of(new Verb.RestartKubelet(revision(assignment)));
            case RESTORE_NODE -> Optional.of(new Verb.RestoreNode(saved(task)));
            case INSPECT_CLUSTER,
                    INSPECT_NODE,
                    CHECK_CLUSTER,
                    CORDON,
                    DRAIN,
                    UNCORDON,
                    VALIDATE_CONTROL_PLANE,
                    VALIDATE_API_SERVERS,
                    VALIDATE_NODE,
                    VALIDATE_WORKLOADS,
                    VALIDATE_CLUSTER -> Optional.empty();
        };
    }

    static RunId run(Task task) {
        var assignment = task.assignment();
        return new RunId(RunName.of(task.upgrade(), assignment.step().id(), assignment.attempt()));
    }

    private static RunId saved(Task task) {
        return new RunId(RunName.saved(task.upgrade(), task.assignment().step()));
    }

    private static KubernetesVersion version(Assignment assignment) {
        return assignment.version().orElseThrow(() -> lacks(assignment, "version"));
    }

    private static PackageRevision revision(Assignment assignment) {
        return assignment.revision().orElseThrow(() -> lacks(assignment, "package revision"));
    }

    private static IllegalArgumentException lacks(Assignment assignment, String what) {
        return new IllegalArgumentException("the instruction to %s has no %s: are all services of one version?"
                .formatted(assignment.step().words(), what));
    }
}
