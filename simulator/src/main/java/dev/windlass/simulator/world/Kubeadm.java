package dev.windlass.simulator.world;

import dev.windlass.core.cluster.KubernetesVersion;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** kubeadm upgrade: what it refuses, in which order it changes things, and what it leaves behind when it stops. */
final class Kubeadm {
    // Two renames, one after the other: short, but a host can die in between.
    private static final Duration BETWEEN = Duration.ofMillis(5);
    private static final Duration REPAIR = Duration.ofMinutes(3);
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final World world;
    private final KubeadmConfig config;

    Kubeadm(World world, KubeadmConfig config) {
        this.world = world;
        this.config = config;
    }

    /** @param done what ends the run when everything went well */
    void apply(Run run, SimulatedNode host, KubernetesVersion target, Runnable done) {
        repair(run, host, () -> preflight(run, host, target, done));
    }

    /** What the node's script does first: a run that was cut off may have left a component without its manifest. */
    private void repair(Run run, SimulatedNode host, Runnable next) {
        var missing = host.staticPods().missing();
        if (missing.isEmpty()) {
            next.run();
            return;
        }
        for (var component : missing) {
            if (!host.staticPods().putBack(component)) {
                run.fail(
                        1,
                        component.text() + ".yaml is missing from /etc/kubernetes/manifests and no backup of it is in"
                                + " /etc/kubernetes/tmp: a person has to look at this node");
                return;
            }
            run.say("put " + component.text() + ".yaml back from /etc/kubernetes/tmp/kubeadm-backup-manifests/"
                    + component.text() + ".yaml: an earlier run was cut off");
        }
        run.fact("restored-manifests", missing.stream().map(Component::text).collect(Collectors.joining(" ")));
        run.when(
                world::apiAvailable,
                REPAIR,
                next,
                () -> run.fail(
                        1,
                        "the API server did not answer within 180 s after a manifest was put back: look at the"
                                + " kubelet and the containers of this node"));
    }

    private void preflight(Run run, SimulatedNode host, KubernetesVersion target, Runnable done) {
        run.say("[preflight] Running pre-flight checks.");
        run.then(world.timing.kubeadm().dividedBy(3), () -> {
            var refusal = refusal(host, target);
            if (refusal.isPresent()) {
                run.say("[upgrade/version] FATAL: " + refusal.get());
                run.fail(1, "kubeadm upgrade apply " + target + " ended with status 1");
                return;
            }
            run.say("[upgrade/version] You have chosen to change the cluster version to \"" + target + "\"");
            run.say("[upgrade/prepull] Pulling images required for setting up a Kubernetes cluster");
            replaceAll(run, host, target, () -> finishApply(run, host, target, done));
        });
    }

    private void finishApply(Run run, SimulatedNode host, KubernetesVersion target, Runnable done) {
        whenApiAnswers(run, () -> {
            run.say(
                    "[upload-config] Storing the configuration used in ConfigMap \"kubeadm-config\" in the \"kube-system\" Namespace");
            config.upgradeTo(target);
            config.relabel(target);
            host.configureKubelet(target);
            run.say("[kubelet-start] Writing kubelet configuration to file \"/var/lib/kubelet/config.yaml\"");
            upgradeAddons(run, target);
            host.complete(Verb.UPGRADE_APPLY, target);
            run.say("[upgrade/successful] SUCCESS! Your cluster was upgraded to \"" + target + "\". Enjoy!");
            done.run();
        });
    }

    void node(Run run, SimulatedNode host, Runnable done) {
        repair(run, host, () -> readAndRaise(run, host, done));
    }

    private void readAndRaise(Run run, SimulatedNode host, Runnable done) {
        run.say("[upgrade] Reading configuration from the cluster...");
        run.then(
                world.timing.kubeadm().dividedBy(3),
                () -> whenApiAnswers(run, () -> {
                    var target = config.version();
                    if (host.version(host.kubeadm()).series().above(target.series()) < 0) {
                        world.violated(
                                Truth.Rule.VERSIONS,
                                host,
                                "kubeadm upgrade node on " + host.name() + " with kubeadm "
                                        + host.version(host.kubeadm()) + " for a cluster configured as " + target);
                        run.fail(
                                1,
                                "this kubeadm " + host.version(host.kubeadm()) + " is older than the cluster's "
                                        + target);
                    } else if (host.staticPods().hasManifest(Component.API_SERVER)) {
                        run.say("[upgrade] Upgrading your Static Pod-hosted control plane instance to version \""
                                + target + "\"...");
                        replaceAll(run, host, target, () -> finishNode(run, host, target, done));
                    } else {
                        run.say("[upgrade] Skipping phase. Not a control plane node.");
                        finishNode(run, host, target, done);
                    }
                }));
    }

    private void finishNode(Run run, SimulatedNode host, KubernetesVersion target, Runnable done) {
        whenApiAnswers(run, () -> {
            host.configureKubelet(target);
            run.say("[kubelet-start] Writing kubelet configuration to file \"/var/lib/kubelet/config.yaml\"");
            if (host.isControlPlane() && target.series().minor() >= 28) {
                upgradeAddons(run, target);
            }
            host.complete(Verb.UPGRADE_NODE, target);
            run.say("[upgrade] The configuration for this node was successfully updated!");
            done.run();
        });
    }

    private void whenApiAnswers(Run run, Runnable next) {
        Runnable unlessDoomed = () -> {
            if (!stopsHalfWay(run)) {
                next.run();
            }
        };
        run.when(world::apiAvailable, world.timing.kubeadm(), unlessDoomed, () -> {
            run.say("error: the API server at the control plane endpoint: connection refused");
            run.fail(1, "kubeadm ended with status 1");
        });
    }

    private static boolean stopsHalfWay(Run run) {
        return run.meetsItsDoom(
                "error execution phase: timed out waiting for the condition",
                "kubeadm upgrade ended with status 1: error execution phase: timed out waiting for the condition");
    }

    private void replaceAll(Run run, SimulatedNode host, KubernetesVersion target, Runnable next) {
        run.say("[upgrade/staticpods] Writing new Static Pod manifests");
        replaceNext(run, host, target, new ArrayDeque<>(List.of(Component.values())), next);
    }

    private void replaceNext(
            Run run, SimulatedNode host, KubernetesVersion target, ArrayDeque<Component> left, Runnable next) {
        if (left.isEmpty()) {
            run.then(world.timing.kubeadm().dividedBy(3), next);
            return;
        }
        var component = left.removeFirst();
        if (!host.staticPods().differs(component, target)) {
            run.say("[upgrade/staticpods] Current and new manifests of " + component.text()
                    + " are equal, skipping upgrade");
            replaceNext(run, host, target, left, next);
            return;
        }
        host.staticPods().moveAside(component);
        run.then(BETWEEN, () -> moveIn(run, host, target, component, () -> replaceNext(run, host, target, left, next)));
    }

    private void moveIn(Run run, SimulatedNode host, KubernetesVersion target, Component component, Runnable next) {
        host.staticPods().replace(component, target);
        run.say("[upgrade/staticpods] Moved new manifest to \"/etc/kubernetes/manifests/" + component.text()
                + ".yaml\" and backed up old manifest to \"/etc/kubernetes/tmp/kubeadm-backup-manifests/"
                + component.text() + ".yaml\"");
        run.when(
                () -> world.apiAvailable() && host.staticPods().settled(component),
                PATIENCE,
                () -> {
                    run.say("[upgrade/staticpods] Component \"" + component.text() + "\" upgraded successfully!");
                    if (!stopsHalfWay(run)) {
                        next.run();
                    }
                },
                () -> {
                    host.staticPods().putBack(component);
                    run.say("[upgrade/apply] FATAL: " + component.text()
                            + " did not come up; recovering everything into the earlier state");
                    run.fail(1, "kubeadm ended with status 1");
                });
    }

    /** kubeadm upgrades the add-ons from 1.28 on only when every API server is new (kubernetes/kubernetes#116570). */
    private void upgradeAddons(Run run, KubernetesVersion target) {
        var oldLeft = world.hosts.values().stream()
                .filter(SimulatedNode::isControlPlane)
                .anyMatch(
                        host -> !host.staticPods().version(Component.API_SERVER).equals(target));
        if (target.series().minor() >= 28 && oldLeft) {
            run.say("[upgrade/addons] Skipping the add-ons: not all control plane instances are upgraded yet");
            return;
        }
        config.upgradeAddons(target);
        run.say("[addons] Applied essential addon: CoreDNS");
        run.say("[addons] Applied essential addon: kube-proxy");
    }

    /** The policies of cmd/kubeadm/app/phases/upgrade/policy.go and the health checks before them. */
    private Optional<String> refusal(SimulatedNode host, KubernetesVersion target) {
        var current = world.lowestApiServer();
        if (!world.apiAvailable() || current.isEmpty()) {
            return Optional.of("the API server at the control plane endpoint: connection refused");
        }
        var kubeadm = host.version(host.kubeadm());
        if (target.series().above(current.get().series()) > 1) {
            return Optional.of("Specified version to upgrade to \"" + target
                    + "\" is too high; kubeadm can upgrade only 1 minor version at a time");
        }
        if (target.series().above(current.get().series()) < -1) {
            return Optional.of("Specified version to upgrade to \"" + target + "\" is too low");
        }
        if (target.series().above(kubeadm.series()) > 0) {
            return Optional.of("Specified version to upgrade to \"" + target
                    + "\" is at least one minor release higher than the kubeadm minor release (" + kubeadm + ")");
        }
        if (target.compareTo(kubeadm) > 0) {
            return Optional.of("Specified version to upgrade to \"" + target
                    + "\" is higher than the kubeadm version \"" + kubeadm + "\"");
        }
        return unhealthy(host).or(() -> tooOldKubelet(kubeadm, target));
    }

    private Optional<String> unhealthy(SimulatedNode host) {
        var missing = host.staticPods().missing();
        if (!missing.isEmpty()) {
            return Optional.of("[ERROR StaticPodManifest]: missing manifest of "
                    + missing.getFirst().text());
        }
        return world.store.nodes().stream()
                .filter(node -> world.host(node.meta().name()).isControlPlane() && !node.isReady())
                .map(node -> "[ERROR ControlPlaneNodesReady]: there are NotReady control planes in the cluster: ["
                        + node.meta().name() + "]")
                .findFirst();
    }

    private Optional<String> tooOldKubelet(KubernetesVersion kubeadm, KubernetesVersion target) {
        var most = kubeadm.series().minor() >= 29 ? 3 : 1;
        return world.store.nodes().stream()
                .filter(node -> target.series().above(node.kubelet().series()) > most)
                .map(node -> "There are kubelets in this cluster that are too old: "
                        + node.meta().name() + " has " + node.kubelet())
                .findFirst();
    }
}
