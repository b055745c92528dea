package dev.windlass.simulator.world;

import dev.windlass.core.cluster.KubernetesVersion;
import dev.windlass.core.cluster.MinorVersion;
import dev.windlass.core.cluster.PackageRevision;
import java.util.stream.Collectors;

/** The verbs that fetch and install: what they need of repository, disk and package manager. */
final class PackageVerbs {
    private final World world;
    private final KubeletChanges changes;

    PackageVerbs(World world) {
        this.world = world;
        this.changes = new KubeletChanges(world);
    }

    /** Whether the disk is full; ends the run then. */
    static boolean noSpace(Run run, SimulatedNode host) {
        if (host.troubles().isDiskFull()) {
            run.say("cannot write: No space left on device");
            run.fail(
                    1,
                    "a filesystem of this node is full (cannot write: No space left on device): free space, then retry");
        }
        return host.troubles().isDiskFull();
    }

    void switchRepository(Run run, SimulatedNode host, MinorVersion minor, Runnable finish) {
        run.then(world.timing.verb(), () -> {
            if (noSpace(run, host)) {
                return;
            }
            var file = world.packages.file();
            host.switchRepository(minor);
            run.say(file + " names v" + minor + " now; the former is " + file + ".windlass.save");
            if (mirrorIsAway(run, host, "the repository in " + file + " could not be read; the lines above say why")) {
                return;
            }
            host.readRepository();
            world.packages.of(minor).forEach(revision -> run.say(revision.text()));
            if (world.packages.of(minor).isEmpty()) {
                run.fail(1, "no repository of this node offers a kubeadm " + minor + " (" + file + "); on offer: ");
                return;
            }
            finish.run();
        });
    }

    private static boolean mirrorIsAway(Run run, SimulatedNode host, String words) {
        if (host.troubles().isMirrorAway()) {
            run.doom();
        }
        return run.meetsItsDoom(Packages.UNREACHABLE, words);
    }

    void download(Run run, SimulatedNode host, PackageRevision revision, Runnable finish) {
        run.say("Downloading packages:");
        run.then(world.timing.install(), () -> {
            if (!cannotInstall(run, host, "kubeadm", host.kubeadm(), revision)) {
                host.cache(revision);
                run.say("kubeadm-" + revision + " kubelet-" + revision + " kubectl-" + revision + ": in the cache");
                finish.run();
            }
        });
    }

    /** Whether the package manager can't have this revision; says why and ends the run then. */
    private boolean cannotInstall(
            Run run, SimulatedNode host, String name, PackageRevision installed, PackageRevision revision) {
        if (noSpace(run, host)) {
            return true;
        }
        var cached = host.isCached(revision);
        if (!cached && !host.offers(revision)) {
            run.say("No package " + name + "-" + revision + " available.");
            run.fail(
                    1,
                    name + " " + revision + " is in no repository of this node (" + world.packages.file()
                            + " ); on offer: " + offer(host));
            return true;
        }
        var words = name + " is at '" + installed + "' and not at " + revision
                + " after the installation; the lines above say why";
        return cached ? run.meetsItsDoom(Packages.UNREACHABLE, words) : mirrorIsAway(run, host, words);
    }

    private static String offer(SimulatedNode host) {
        var offered = host.offered();
        return offered.isEmpty()
                ? "nothing"
                : offered.stream().map(PackageRevision::text).collect(Collectors.joining(" ")) + " ";
    }

    void installKubeadm(Run run, SimulatedNode host, PackageRevision revision, Runnable finish) {
        finishInterrupted(run, host);
        run.say("Resolving dependencies");
        run.then(world.timing.install().dividedBy(2), () -> {
            if (cannotInstall(run, host, "kubeadm", host.kubeadm(), revision)) {
                return;
            }
            host.unpack(true);
            run.then(world.timing.install().dividedBy(2), () -> {
                run.say("Updated: kubeadm " + host.kubeadm() + " -> " + revision);
                host.installKubeadm(revision);
                host.unpack(false);
                finish.run();
            });
        });
    }

    void installKubelet(Run run, SimulatedNode host, PackageRevision revision, Runnable finish) {
        finishInterrupted(run, host);
        run.say("Resolving dependencies");
        run.then(world.timing.install().dividedBy(2), () -> {
            if (cannotInstall(run, host, "kubelet", host.kubeletPackage(), revision)) {
                return;
            }
            changes.replaces(host, revision);
            host.unpack(true);
            run.then(world.timing.install().dividedBy(2), () -> {
                run.say("Updated: kubelet " + host.kubeletPackage() + " -> " + revision);
                run.say("Updated: kubectl " + host.kubectl() + " -> " + revision);
                host.installKubelet(revision);
                host.unpack(false);
                run.fact("kubelet-says", host.version(revision).toString());
                finish.run();
            });
        });
    }

    /** What a killed package manager left behind. */
    static void finishInterrupted(Run run, SimulatedNode host) {
        if (host.isInterrupted()) {
            run.say("finishing an interrupted installation");
            host.unpack(false);
        }
    }

    void pullImages(Run run, SimulatedNode host, KubernetesVersion version, Runnable finish) {
        run.then(world.timing.install(), () -> {
            if (noSpace(run, host)
                    || run.meetsItsDoom(
                            "failed to pull image \"" + Images.etcd(version) + "\": dial tcp: i/o timeout",
                            "not every image of " + version + " could be pulled; the lines above say which")) {
                return;
            }
            Images.all(version).forEach(image -> run.say("[config/images] Pulled " + image));
            host.pullImages(version);
            finish.run();
        });
    }
}
