package dev.windlass.simulation.invariant;

import dev.windlass.core.cluster.KubernetesVersion;
import dev.windlass.core.cluster.NodeName;
import dev.windlass.core.event.Event;
import dev.windlass.core.event.EventRecord;
import dev.windlass.simulator.world.Kind;
import dev.windlass.simulator.world.Resource;
import java.time.Duration;
import java.util.Optional;

/** S8: UpgradeCompleted means that every node is at the target, Ready and schedulable, as the world is and not as it was recorded. */
final class CompletedIsTrue implements Invariant {
    /** What struck a node just now may not have been seen by anybody yet. */
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
        return cluster.truth().list(Resource.Node.class, Kind.NODE).stream()
                .flatMap(node -> wrong(cluster, node, target).stream())
                .findFirst()
                .map(words -> "completed, but " + words);
    }

    private static Optional<String> wrong(WatchedCluster cluster, Resource.Node node, KubernetesVersion target) {
        var name = node.meta().name();
        var host = cluster.truth().host(new NodeName(name));
        var installed = KubernetesVersion.of(host.kubeletPackage());
        if (!installed.equals(target)) {
            return Optional.of("the kubelet package of %s is %s".formatted(name, installed));
        }
        if (!host.runningKubelet().equals(target)) {
            return Optional.of("the kubelet of %s is %s".formatted(name, host.runningKubelet()));
        }
        if (node.unschedulable() && Marks.cordonedBy(node).isPresent()) {
            return Optional.of(name + " is cordoned by us");
        }
        var excused = cluster.strikes().struck(name, cluster.now().minus(UNSEEN))
                || cluster.strikes().struck(cluster.plan().name(), cluster.now().minus(UNSEEN));
        return node.isReady() || excused ? Optional.empty() : Optional.of(name + " is not Ready");
    }
}
