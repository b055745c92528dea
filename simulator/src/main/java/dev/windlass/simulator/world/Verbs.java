package dev.windlass.simulator.world;

import dev.windlass.core.cluster.KubernetesVersion;
import dev.windlass.core.cluster.MinorVersion;
import dev.windlass.core.cluster.PackageRevision;

/** What each verb of the node protocol does on a host. */
final class Verbs {
    private static final int TEMPORARY = 75;
    private static final String LINES_ABOVE = "a command of this verb ended with status 1; the lines above say which";

    private final World world;
    private final Kubeadm kubeadm;
    private final PackageVerbs packages;
    private final KubeletVerbs kubelets;

    Verbs(World world, Kubeadm kubeadm) {
        this.world = world;
        this.kubeadm = kubeadm;
        this.packages = new PackageVerbs(world);
        this.kubelets = new KubeletVerbs(world);
    }

    /** Probes first, as every verb does, and then acts or not. */
    void begin(Run run, SimulatedNode host) {
        if (run.token() < host.memory().highest()) {
            run.fail(TEMPORARY, "not begun: a higher token came while this run waited");
            return;
        }
        if (run.isGivenUp()) {
            run.fail(TEMPORARY, "not begun: nobody has asked for this run any more while it waited");
            return;
        }
        noticeOthers(run, host);
        run.begins();
        var verb = run.verb();
        world.truth.started(host.name(), verb);
        var probe = Probe.of(host, verb, run.argument());
        run.say("%s %s: %s (%s)".formatted(verb, run.argument(), probe.state().text(), probe.reason()));
        world.secret().ifPresent(run::say);
        run.fact("before", probe.state().text());
        if (probe.isDone()) {
            run.fact("already", "true");
            run.then(world.timing.poll(), () -> finish(run, host));
            return;
        }
        world.truth.acted(host.name(), verb);
        var delay = host.troubles().takeDelay(verb);
        if (delay.isZero()) {
            act(run, host);
        } else {
            run.then(delay, () -> act(run, host));
        }
    }

    private void noticeOthers(Run run, SimulatedNode host) {
        host.memory().runs().stream()
                .filter(other -> !other.equals(run) && other.is(Run.Phase.ACTING))
                .forEach(other -> world.truth.happened(
                        new Occurrence.TwoRunsActed(world.now(), host.name(), run.token(), run.id(), other.id())));
    }

    private void finish(Run run, SimulatedNode host) {
        switch (run.verb()) {
            case UPGRADE_APPLY -> imageFacts(run);
            case UPGRADE_NODE -> {
                if (host.isControlPlane()) {
                    imageFacts(run);
                }
            }
            case RESTART_KUBELET, RESTORE_NODE -> KubeletVerbs.facts(run, host);
            default -> {}
        }
        run.succeed();
    }

    private static void imageFacts(Run run) {
        var version = KubernetesVersion.parse(run.argument());
        run.fact("etcd-image", Images.etcd(version));
        run.fact("coredns-image", Images.coreDns(version));
    }

    private void act(Run run, SimulatedNode host) {
        Runnable finish = () -> finish(run, host);
        var argument = run.argument();
        if (host.troubles().takeFailure(run.verb())) {
            run.doom();
        }
        switch (run.verb()) {
            case SAVE_CONFIGURATION -> save(run, host, finish);
            case SWITCH_REPOSITORY -> packages.switchRepository(run, host, MinorVersion.parse(argument), finish);
            case DOWNLOAD_PACKAGES -> packages.download(run, host, new PackageRevision(argument), finish);
            case INSTALL_KUBEADM -> packages.installKubeadm(run, host, new PackageRevision(argument), finish);
            case INSTALL_KUBELET -> packages.installKubelet(run, host, new PackageRevision(argument), finish);
            case PULL_IMAGES -> packages.pullImages(run, host, KubernetesVersion.parse(argument), finish);
            case UPGRADE_APPLY -> apply(run, host, KubernetesVersion.parse(argument), finish);
            case UPGRADE_NODE -> node(run, host, KubernetesVersion.parse(argument), finish);
            case RESTART_KUBELET -> {
                if (!run.meetsItsDoom("Failed to reload daemon: Connection timed out", LINES_ABOVE)) {
                    kubelets.restart(run, host, finish);
                }
            }
            case RESTORE_NODE -> kubelets.restore(run, host, finish);
        }
    }

    private void save(Run run, SimulatedNode host, Runnable finish) {
        run.then(world.timing.verb(), () -> {
            if (run.meetsItsDoom("cp: error reading '/var/lib/kubelet/config.yaml': Input/output error", LINES_ABOVE)
                    || PackageVerbs.noSpace(run, host)) {
                return;
            }
            host.save(run.argument());
            run.say("kubeadm=" + host.kubeadm());
            run.say("kubelet=" + host.kubeletPackage());
            run.say("kubectl=" + host.kubectl());
            finish.run();
        });
    }

    private boolean otherKubeadm(Run run, SimulatedNode host, KubernetesVersion version) {
        var installed = host.version(host.kubeadm());
        if (!installed.equals(version)) {
            world.violated(
                    Truth.Rule.VERSIONS,
                    host,
                    "kubeadm " + installed + " was asked to upgrade " + host.name() + " to " + version);
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
        } else if (!PackageVerbs.noSpace(run, host)) {
            kubeadm.apply(run, host, version, finish);
        }
    }

    private void node(Run run, SimulatedNode host, KubernetesVersion version, Runnable finish) {
        if (otherKubeadm(run, host, version) || PackageVerbs.noSpace(run, host)) {
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
}
