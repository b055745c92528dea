package dev.windlass.simulation.invariant;

import dev.windlass.core.cluster.NodeName;
import dev.windlass.simulation.invariant.ReadyPods.Of;
import dev.windlass.simulator.world.Kind;
import dev.windlass.simulator.world.Occurrence;
import dev.windlass.simulator.world.Pod;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What was taken from a node since its drain was asked for, by the world's own account: whose pods were evicted, and how many of that
 * controller's pods served before, at the least.
 */
final class Taken {
    private final NodeName node;
    private final Instant since;
    /** The fewest that served, of each whose pods are still to be evicted. */
    private final SortedMap<Of, Integer> least;
    /** As it was seen last: an eviction is seen before it is told of, so this may be after it. */
    private SortedMap<Of, Integer> latest;

    private Instant latestAt;
    private final SortedMap<Of, Integer> evicted = new TreeMap<>();

    Taken(NodeName node, WatchedCluster cluster) {
        this.node = node;
        this.since = cluster.now();
        this.least = new TreeMap<>(ReadyPods.in(cluster.truth()));
        this.latest = least;
        this.latestAt = since;
    }

    NodeName node() {
        return node;
    }

    /** When the drain was asked for. */
    Instant since() {
        return since;
    }

    void changed(WatchedCluster cluster) {
        if (cluster.now().isAfter(latestAt)) {
            latest.forEach((of, count) -> least.merge(of, count, Math::min));
            latestAt = cluster.now();
        }
        latest = ReadyPods.in(cluster.truth());
    }

    void evicted(WatchedCluster cluster, Occurrence.PodEvicted what) {
        if (what.node().equals(node.text())) {
            cluster.truth()
                    .find(Kind.POD, what.namespace(), what.pod())
                    .flatMap(pod -> ReadyPods.owner(cluster.truth(), (Pod) pod))
                    .ifPresent(of -> evicted.putIfAbsent(of, least.getOrDefault(of, 0)));
        }
    }

    /** Whose pods were evicted, and how many served before. */
    SortedMap<Of, Integer> workloads() {
        return Collections.unmodifiableSortedMap(evicted);
    }
}
