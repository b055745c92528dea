package dev.windlass.simulator.world;

import dev.windlass.core.cluster.KubernetesVersion;
import dev.windlass.core.cluster.MinorVersion;
import dev.windlass.core.cluster.PackageRevision;
import java.util.Locale;
import java.util.stream.Stream;

/** Whether a verb's work is done already, as the node's script finds out before it acts. */
record Probe(State state, String reason) {
    /** The closed set of answers. */
    enum State {
        DONE,
        NOT_STARTED,
        HALF,
        UNKNOWN;

        String text() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    boolean isDone() {
        return state == State.DONE;
    }

    static Probe of(SimulatedNode host, Verb verb, String argument) {
        return switch (verb) {
            case SAVE_CONFIGURATION -> doneWhen(host.saved(argument).isPresent(), "saved", "nothing-saved");
            case SWITCH_REPOSITORY -> switched(host, MinorVersion.parse(argument));
            case DOWNLOAD_PACKAGES -> downloaded(host, new PackageRevision(argument));
            case INSTALL_KUBEADM -> installed(host, host.kubeadm().text().equals(argument));
            case PULL_IMAGES -> pulled(host, KubernetesVersion.parse(argument));
            case INSTALL_KUBELET ->
                installed(
                        host,
                        host.kubeletPackage().text().equals(argument)
                                && host.kubectl().text().equals(argument));
            case RESTART_KUBELET -> restarted(host, new PackageRevision(argument));
            case UPGRADE_APPLY ->
                host.isControlPlane()
                        ? controlPlane(host, verb, KubernetesVersion.parse(argument))
                        : new Probe(State.UNKNOWN, "not-a-control-plane");
            case UPGRADE_NODE ->
                host.isControlPlane()
                        ? controlPlane(host, verb, KubernetesVersion.parse(argument))
                        : doneWhen(host.hasCompleted(verb, KubernetesVersion.parse(argument)), "recorded", "no-record");
            case RESTORE_NODE -> restored(host, argument);
        };
    }

    private static Probe doneWhen(boolean done, String reason, String otherwise) {
        return done ? new Probe(State.DONE, reason) : new Probe(State.NOT_STARTED, otherwise);
    }

    private static Probe switched(SimulatedNode host, MinorVersion minor) {
        if (!host.repository().equals(minor)) {
            return new Probe(State.NOT_STARTED, "another-minor");
        }
        if (!host.hasReadRepositoryLately()) {
            return new Probe(State.HALF, "not-refreshed");
        }
        return host.offered().isEmpty() ? new Probe(State.HALF, "not-offered") : new Probe(State.DONE, "offered");
    }

    private static Probe downloaded(SimulatedNode host, PackageRevision revision) {
        var all = host.kubeadm().equals(revision)
                && host.kubeletPackage().equals(revision)
                && host.kubectl().equals(revision);
        return all
                ? new Probe(State.DONE, "installed")
                : doneWhen(host.isCached(revision), "in-the-cache", "not-in-the-cache");
    }

    private static Probe installed(SimulatedNode host, boolean wanted) {
        return host.isInterrupted()
                ? new Probe(State.HALF, "interrupted-installation")
                : doneWhen(wanted, "installed", "another-revision");
    }

    private static Probe pulled(SimulatedNode host, KubernetesVersion version) {
        return host.version(host.kubeadm()).equals(version)
                ? doneWhen(host.hasImages(version), "all-there", "images-missing")
                : new Probe(State.NOT_STARTED, "another-kubeadm");
    }

    private static boolean isFresh(SimulatedNode host) {
        return host.kubelet().isRunning() && host.runningKubelet().equals(host.version(host.kubeletPackage()));
    }

    private static Probe restarted(SimulatedNode host, PackageRevision revision) {
        if (!host.kubeletPackage().equals(revision)) {
            return new Probe(State.NOT_STARTED, "another-kubelet");
        }
        return doneWhen(isFresh(host), "running", "old-process");
    }

    private static Probe controlPlane(SimulatedNode host, Verb verb, KubernetesVersion wanted) {
        if (!host.staticPods().missing().isEmpty()) {
            return new Probe(State.HALF, "manifest-missing");
        }
        var fresh = Stream.of(Component.API_SERVER, Component.CONTROLLER_MANAGER, Component.SCHEDULER)
                .filter(component -> host.staticPods().image(component).equals(Images.of(component, wanted)))
                .count();
        if (fresh == 0) {
            return new Probe(State.NOT_STARTED, "manifests-are-old");
        }
        if (fresh < 3) {
            return new Probe(State.HALF, "manifests-differ");
        }
        return host.hasCompleted(verb, wanted)
                ? new Probe(State.DONE, "manifests-and-record")
                : new Probe(State.HALF, "last-tasks-not-recorded");
    }

    private static Probe restored(SimulatedNode host, String key) {
        var saved = host.saved(key);
        if (saved.isEmpty()) {
            return new Probe(State.UNKNOWN, "nothing-saved");
        }
        if (host.isInterrupted()) {
            return new Probe(State.HALF, "interrupted-installation");
        }
        if (!saved.get().kubeadm().equals(host.kubeadm())) {
            return new Probe(State.NOT_STARTED, "kubeadm-differs");
        }
        if (!saved.get().kubelet().equals(host.kubeletPackage())) {
            return new Probe(State.NOT_STARTED, "kubelet-differs");
        }
        if (!saved.get().kubectl().equals(host.kubectl())) {
            return new Probe(State.NOT_STARTED, "kubectl-differs");
        }
        if (!saved.get().repository().equals(host.repository())
                || !saved.get().kubeletConfiguration().equals(host.kubeletConfiguration())) {
            return new Probe(State.HALF, "files-differ");
        }
        return isFresh(host) ? new Probe(State.DONE, "restored") : new Probe(State.HALF, "old-process");
    }
}
