package dev.windlass.executor.node;

import dev.windlass.core.cluster.KubernetesVersion;
import dev.windlass.core.cluster.MinorVersion;
import dev.windlass.core.cluster.PackageRevision;
import java.util.List;

/** What the node script can be asked to do: a closed set, each with one argument that was validated when it was made. */
public sealed interface Verb {
    /** Keeps package versions, repository file and kubelet configuration under a key; what is kept already stays. */
    record SaveConfiguration(RunId key) implements Verb {}

    /** Points the per-minor repository file at a minor and reads that repository. */
    record SwitchRepository(MinorVersion minor) implements Verb {}

    /** Fetches kubeadm, kubelet and kubectl without installing them. */
    record DownloadPackages(PackageRevision revision) implements Verb {}

    /** Installs exactly that kubeadm; the kubelet is not touched. */
    record InstallKubeadm(PackageRevision revision) implements Verb {}

    /** Pulls the control plane's images. */
    record PullImages(KubernetesVersion version) implements Verb {}

    /** {@code kubeadm upgrade apply}, after repairing what a cut-off run left. */
    record UpgradeApply(KubernetesVersion version) implements Verb {}

    /** {@code kubeadm upgrade node}, after repairing what a cut-off run left. */
    record UpgradeNode(KubernetesVersion version) implements Verb {}

    /** Installs exactly that kubelet and kubectl; the running kubelet goes on. */
    record InstallKubelet(PackageRevision revision) implements Verb {}

    /** Restarts the kubelet where the running one is not the installed one. */
    record RestartKubelet(PackageRevision revision) implements Verb {}

    /** Puts packages, repository file and kubelet configuration back as they were kept under a key, and restarts. */
    record RestoreNode(RunId key) implements Verb {}

    /** The words of the node protocol: verb and argument. */
    default List<String> words() {
        return switch (this) {
            case SaveConfiguration verb ->
                List.of("save-configuration", verb.key().text());
            case SwitchRepository verb ->
                List.of("switch-repository", verb.minor().toString());
            case DownloadPackages verb ->
                List.of("download-packages", verb.revision().text());
            case InstallKubeadm verb ->
                List.of("install-kubeadm", verb.revision().text());
            case PullImages verb -> List.of("pull-images", verb.version().toString());
            case UpgradeApply verb -> List.of("upgrade-apply", verb.version().toString());
            case UpgradeNode verb -> List.of("upgrade-node", verb.version().toString());
            case InstallKubelet verb ->
                List.of("install-kubelet", verb.revision().text());
            case RestartKubelet verb ->
                List.of("restart-kubelet", verb.revision().text());
            case RestoreNode verb -> List.of("restore-node", verb.key().text());
        };
    }

    /** Whether it usually waits for others (the network, containers), so that looking again at once is of no use. */
    default boolean slow() {
        return this instanceof DownloadPackages
                || this instanceof PullImages
                || this instanceof UpgradeApply
                || this instanceof RestoreNode;
    }
}
