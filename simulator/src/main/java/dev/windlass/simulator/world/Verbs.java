package dev.windlass.simulator.world;

import dev.windlass.core.cluster.KubernetesVersion;
import dev.windlass.core.cluster.MinorVersion;
import dev.windlass.core.cluster.PackageRevision;
import java.time.Duration;
import java.util.ArrayList;

/** What each verb of the node protocol does on a host. */
final class Verbs {
    private final World world;
    private final Kubeadm kubeadm;

    Verbs(World world, Kubeadm kubeadm) {
        this.world = world;
        this.kubeadm = kubeadm;
    }

    /** Probes first, as every verb does, and then acts or not. */
    void begin(Run run, SimulatedNode host, Verb verb, String argument) {
        world.truth.started(host.name(), verb);
        var probe = Probe.of(host, verb, argument);
        run.say("%s %s: %s (%s)".formatted(verb, argument, probe.state().text(), probe.reason()));
        run.fact("before", probe.state().text());
        if (probe.isDone()) {
            run.fact("already", "true");
            run.then(world.timing.poll(), () -> finish(run, host, verb, argument));
            return;
        }
        world.truth.acted(host.name(), verb);
        act(run, host, verb, argument);
    }

    private void finish(Run run, SimulatedNode host, Verb verb, String argument) {
        switch (verb) {
            case UPGRADE_APPLY -> imageFacts(run, KubernetesVersion.parse(argument));
            case UPGRADE_NODE -> {
                if (host.isControlPlane()) {
                    imageFacts(run, KubernetesVersion.parse(argument));
                }
            }
            case RESTART_KUBELET, RESTORE_NODE -> kubeletFacts(run, host);
            default -> {}
        }
        run.succeed();
    }

    private static void imageFacts(Run run, KubernetesVersion version) {
        run.fact("etcd-image", Images.etcd(version));
        run.fact("coredns-image", Images.coreDns(version));
    }

    private static void kubeletFacts(Run run, SimulatedNode host) {
        run.fact("restarted-at", Long.toString(host.kubelet().startedAt().getEpochSecond()));
        run.fact("main-pid", Integer.toString(host.kubelet().pid()));
        run.fact("active", host.kubelet().isRunning() ? "active" : "activating");
    }

    private void act(Run run, SimulatedNode host, Verb verb, String argument) {
        Runnable finish = () -> finish(run, host, verb, argument);
        switch (verb) {
            case SAVE_CONFIGURATION -> save(run, host, argument, finish);
            case SWITCH_REPOSITORY -> switchRepository(run, host, MinorVersion.parse(argument), finish);
            case DOWNLOAD_PACKAGES -> download(run, host, new PackageRevision(argument), finish);
            case INSTALL_KUBEADM -> installKubeadm(run, host, new PackageRevision(argument), finish);
            case INSTALL_KUBELET -> installKubelet(run, host, new PackageRevision(argument), finish);
            case PULL_IMAGES -> pullImages(run, host, KubernetesVersion.parse(argument), finish);
            case UPGRADE_APPLY -> apply(run, host, KubernetesVersion.parse(argument), finish);
            case UPGRADE_NODE -> node(run, host, KubernetesVersion.parse(argument), finish);
            case RESTART_KUBELET -> restartKubelet(run, host, finish);
            case RESTORE_NODE -> restore(run, host, argument, finish);
        }
    }

    private boolean noSpace(Run run, SimulatedNode host) {
        if (host.isDiskFull()) {
            run.say("cannot write: No space left on device");
            run.fail(1, "the disk is full: / has 0 KiB free");
        }
        return host.isDiskFull();
    }

    private void save(Run run, SimulatedNode host, String key, Runnable finish) {
        run.then(world.timing.verb(), () -> {
            if (!noSpace(run, host)) {
                host.save(key);
                run.say("kubeadm=" + host.kubeadm());
                run.say("kubelet=" + host.kubeletPackage());
                run.say("kubectl=" + host.kubectl());
                finish.run();
            }
        });
    }

    private void switchRepository(Run run, SimulatedNode host, MinorVersion minor, Runnable finish) {
        run.then(world.timing.verb(), () -> {
            var file = world.packages.file();
            if (noSpace(run, host)) {
                return;
            }
            host.switchRepository(minor);
            run.say(file + " names v" + minor + " now; the former is " + file + ".windlass.save");
            world.packages.of(minor).forEach(revision -> run.say(revision.text()));
            if (world.packages.of(minor).isEmpty()) {
                run.fail(1, "no repository of this node offers a kubeadm " + minor + " (" + file + "); on offer: ");
                return;
            }
            finish.run();
        });
    }

    /** Whether the package manager can have this revision; says why and ends the run when it cannot. */
    private boolean cannotInstall(Run run, SimulatedNode host, PackageRevision revision) {
        if (noSpace(run, host)) {
            return true;
        }
        if (host.offers(revision) || host.isCached(revision)) {
            return false;
        }
        run.say("No package kubeadm-" + revision + " available.");
        run.fail(
                1,
                "the package revision " + revision + " is not installed: the repository of " + host.repository()
                        + " does not offer it");
        return true;
    }

    private void download(Run run, SimulatedNode host, PackageRevision revision, Runnable finish) {
        run.say("Downloading packages:");
        run.then(world.timing.install(), () -> {
            if (!cannotInstall(run, host, revision)) {
                host.cache(revision);
                run.say("kubeadm-" + revision + " kubelet-" + revision + " kubectl-" + revision + ": in the cache");
                finish.run();
            }
        });
    }

    private void installKubeadm(Run run, SimulatedNode host, PackageRevision revision, Runnable finish) {
        run.say("Resolving dependencies");
        run.then(world.timing.install(), () -> {
            if (!cannotInstall(run, host, revision)) {
                run.say("Updated: kubeadm " + host.kubeadm() + " -> " + revision);
                host.installKubeadm(revision);
                finish.run();
            }
        });
    }

    private void installKubelet(Run run, SimulatedNode host, PackageRevision revision, Runnable finish) {
        run.say("Resolving dependencies");
        run.then(world.timing.install(), () -> {
            if (cannotInstall(run, host, revision)) {
                return;
            }
            noticeUndrained(host, revision);
            run.say("Updated: kubelet " + host.kubeletPackage() + " -> " + revision);
            run.say("Updated: kubectl " + host.kubectl() + " -> " + revision);
            host.installKubelet(revision);
            run.fact("kubelet-says", host.version(revision).toString());
            finish.run();
        });
    }

    private void noticeUndrained(SimulatedNode host, PackageRevision revision) {
        var left = world.store.pods().stream()
                .filter(pod -> pod.isOn(host.name()) && !pod.isMirror())
                .filter(pod -> pod.meta()
                        .owner()
                        .filter(owner -> owner.kind().equals("DaemonSet"))
                        .isEmpty())
                .toList();
        var sameMinor =
                host.version(revision).series().equals(host.runningKubelet().series());
        if (!sameMinor && !left.isEmpty()) {
            world.violated("the kubelet package " + revision + " was installed on " + host.name()
                    + ", which is not drained: pod " + left.getFirst().meta().name());
        }
    }

    private void pullImages(Run run, SimulatedNode host, KubernetesVersion version, Runnable finish) {
        run.then(world.timing.install(), () -> {
            if (!noSpace(run, host)) {
                Images.all(version).forEach(image -> run.say("[config/images] Pulled " + image));
                host.pullImages(version);
                finish.run();
            }
        });
    }

    private boolean otherKubeadm(Run run, SimulatedNode host, KubernetesVersion version) {
        var installed = host.version(host.kubeadm());
        if (!installed.equals(version)) {
            world.violated("kubeadm " + installed + " was asked to upgrade " + host.name() + " to " + version);
            run.fail(
                    1,
                    "kubeadm on this node is at '" + installed + "' and not " + version
                            + ": it has to be installed first");
        }
        return !installed.equals(version);
    }

    private void apply(Run run, SimulatedNode host, KubernetesVersion version, Runnable finish) {
        if (otherKubeadm(run, host, version)) {
            return;
        }
        if (!host.isControlPlane()) {
            run.fail(1, "this node is not a control plane: `kubeadm upgrade apply` belongs on the first control plane");
        } else if (!noSpace(run, host)) {
            kubeadm.apply(run, host, version, finish);
        }
    }

    private void node(Run run, SimulatedNode host, KubernetesVersion version, Runnable finish) {
        if (otherKubeadm(run, host, version) || noSpace(run, host)) {
            return;
        }
        kubeadm.node(run, host, () -> {
            var apiServer = host.staticPods().version(Component.API_SERVER);
            if (host.isControlPlane() && !apiServer.equals(version)) {
                run.fail(
                        1,
                        "kubeadm upgrade node ended well, but kube-apiserver.yaml is at '" + apiServer + "' and not "
                                + version + ": is kubeadm upgrade apply done, and kubeadm-config at that version?");
            } else {
                finish.run();
            }
        });
    }

    private void restartKubelet(Run run, SimulatedNode host, Runnable finish) {
        noticeDisturbance(host);
        host.kubelet().restart();
        run.then(world.timing.verb(), () -> afterRestart(run, host, finish));
    }

    private void noticeDisturbance(SimulatedNode host) {
        var wanted = host.version(host.kubeletPackage());
        var cordoned =
                world.node(host.name()).filter(Resource.Node::unschedulable).isPresent();
        if (!cordoned && !wanted.series().equals(host.runningKubelet().series())) {
            world.violated("the kubelet of " + host.name() + " goes from " + host.runningKubelet() + " to " + wanted
                    + " while the node is schedulable");
        }
        world.store.nodes().stream()
                .filter(node -> !node.isReady() && !node.meta().name().equals(host.name()))
                .forEach(node -> world.violated("the kubelet of " + host.name() + " is restarted while "
                        + node.meta().name() + " is not ready"));
    }

    private void afterRestart(Run run, SimulatedNode host, Runnable finish) {
        if (host.kubelet().isRunning()) {
            run.say("the kubelet is active, process " + host.kubelet().pid());
            finish.run();
            return;
        }
        run.then(world.timing.verb().multipliedBy(2), () -> {
            var lines = new ArrayList<String>();
            lines.add("the kubelet is not active after "
                    + seconds(world.timing.verb().multipliedBy(3)) + " (activating/auto-restart); its last lines:");
            lines.add("systemd[1]: Started kubelet: The Kubernetes Node Agent.");
            lines.add("kubelet[" + host.kubelet().pid() + "]: F server.go:198] failed to run Kubelet: exit status 255");
            lines.add("systemd[1]: kubelet.service: main process exited, code=exited, status=255/n/a");
            lines.forEach(run::say);
            finish.run();
        });
    }

    private static String seconds(Duration duration) {
        return duration.toMillis() / 1000.0 + " s";
    }

    private void restore(Run run, SimulatedNode host, String key, Runnable finish) {
        run.then(world.timing.install(), () -> {
            var saved = host.saved(key);
            if (saved.isEmpty()) {
                run.fail(
                        1,
                        "nothing was saved under " + key
                                + " on this node: it was not changed by that upgrade, or /var/lib/windlass/saved was removed");
                return;
            }
            if (noSpace(run, host)) {
                return;
            }
            run.say("put " + world.packages.file() + " back");
            run.say("Downgraded: kubelet " + host.kubeletPackage() + " -> "
                    + saved.get().kubelet());
            host.restore(saved.get());
            run.say("put /var/lib/kubelet/config.yaml back");
            host.kubelet().restart();
            run.then(world.timing.verb(), () -> afterRestart(run, host, finish));
        });
    }
}
