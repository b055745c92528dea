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
            case SWITCH_REPOSITORY ->
                doneWhen(host.repository().equals(MinorVersion.parse(argument)), "offered", "another-minor");
            case DOWNLOAD_PACKAGES ->
                doneWhen(host.isCached(new PackageRevision(argument)), "in-the-cache", "not-in-the-cache");
            case INSTALL_KUBEADM -> doneWhen(host.kubeadm().text().equals(argument), "installed", "another-revision");
            case PULL_IMAGES ->
                doneWhen(host.hasImages(KubernetesVersion.parse(argument)), "all-there", "images-missing");
            case INSTALL_KUBELET ->
                doneWhen(host.kubeletPackage().text().equals(argument), "installed", "another-revision");
            case RESTART_KUBELET -> restarted(host, new PackageRevision(argument));
            case UPGRADE_APPLY ->
                host.isControlPlane()
                        ? controlPlane(host, KubernetesVersion.parse(argument))
                        : new Probe(State.UNKNOWN, "not-a-control-plane");
            case UPGRADE_NODE ->
                host.isControlPlane()
                        ? controlPlane(host, KubernetesVersion.parse(argument))
                        : doneWhen(host.hasCompleted(KubernetesVersion.parse(argument)), "recorded", "no-record");
            case RESTORE_NODE -> restored(host, argument);
        };
    }

    private static Probe doneWhen(boolean done, String reason, String otherwise) {
        return done ? new Probe(State.DONE, reason) : new Probe(State.NOT_STARTED, otherwise);
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

    private static Probe controlPlane(SimulatedNode host, KubernetesVersion wanted) {
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
        return host.hasCompleted(wanted)
                ? new Probe(State.DONE, "manifests-and-record")
                : new Probe(State.HALF, "last-tasks-not-recorded");
    }

    private static Probe restored(SimulatedNode host, String key) {
        var saved = host.saved(key);
        if (saved.isEmpty()) {
            return new Probe(State.UNKNOWN, "nothing-saved");
        }
        var same = saved.get().kubeadm().equals(host.kubeadm())
                && saved.get().kubelet().equals(host.kubeletPackage())
                && saved.get().kubectl().equals(host.kubectl());
        if (!same) {
            return new Probe(State.NOT_STARTED, "packages-differ");
        }
        return isFresh(host) ? new Probe(State.DONE, "restored") : new Probe(State.HALF, "old-process");
    }
}
