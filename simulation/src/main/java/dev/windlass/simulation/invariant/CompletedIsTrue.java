package dev.windlass.simulation.invariant;

import dev.windlass.core.cluster.KubernetesVersion;
import dev.windlass.core.cluster.NodeName;
import dev.windlass.core.event.Event;
import dev.windlass.core.event.EventRecord;
import dev.windlass.simulator.world.Kind;
import dev.windlass.simulator.world.Resource;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * S8: UpgradeCompleted means that every node is at the target, Ready and schedulable, and so are the control plane's components,
 * kubeadm-config and the add-ons: as the world is and not as it was recorded.
 */
final class CompletedIsTrue implements Invariant {
    /** What happened to a node just now may not have been seen by anybody yet. */
    private static final Duration UNSEEN = Duration.ofSeconds(90);

    @Override
    public String name() {
        return "S8 CompletedIsTrue";
    }

    @Override
    public Optional<String> recorded(WatchedCluster cluster, EventRecord event) {
        if (!(event.event() instanceof Event.UpgradeCompleted)) {
            return Optional.empty();
        }
        var upgrade = cluster.history().upgrade().orElseThrow();
        var target = upgrade.request().target();
        return Stream.of(
                        nodes(cluster, target),
                        AtVersion.controlPlanes(cluster.truth(), target),
                        AtVersion.all(cluster.truth(), target))
                .flatMap(Optional::stream)
                .findFirst()
                .map(words -> "completed, but " + words);
    }

    private static Optional<String> nodes(WatchedCluster cluster, KubernetesVersion target) {
        return cluster.truth().list(Resource.Node.class, Kind.NODE).stream()
                .flatMap(node -> wrong(cluster, node, target).stream())
                .findFirst();
    }

    private static Optional<String> wrong(WatchedCluster cluster, Resource.Node node, KubernetesVersion target) {
        var name = new NodeName(node.meta().name());
        var host = cluster.truth().host(name);
        var installed = KubernetesVersion.of(host.kubeletPackage());
        if (!installed.equals(target)) {
            return Optional.of("the kubelet package of %s is %s".formatted(name, installed));
        }
        if (!host.runningKubelet().equals(target)) {
            return Optional.of("the kubelet of %s is %s".formatted(name, host.runningKubelet()));
        }
        if (cluster.cordons().ours().contains(name)) {
            return Optional.of(name + " is cordoned by us");
        }
        return node.isReady() || wentAway(cluster, name) ? Optional.empty() : Optional.of(name + " is not Ready");
    }

    /** Without a control plane no node can say that it is Ready. */
    private static boolean wentAway(WatchedCluster cluster, NodeName node) {
        return cluster.strikes()
                .any(
                        cluster.now().minus(UNSEEN),
                        strike -> strike.harm() == Harm.HOST
                                && (strike.what().equals(node.text())
                                        || Harm.isControlPlane(cluster.plan(), strike.what())));
    }
}
