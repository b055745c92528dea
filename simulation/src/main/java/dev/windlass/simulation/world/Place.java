package dev.windlass.simulation.world;

import dev.windlass.core.cluster.ClusterName;
import dev.windlass.core.cluster.NodeName;
import dev.windlass.simulation.api.ServedCluster;
import dev.windlass.simulation.cluster.MovingCluster;
import dev.windlass.simulation.invariant.WatchedCluster;
import dev.windlass.simulator.world.Occurrence;
import java.util.List;

/** One cluster of the world: as it moves, as its API serves it, and as the promises watch it. */
final class Place {
    private final ClusterName name;
    private final MovingCluster cluster;
    private final ServedCluster served;
    private final WatchedCluster watched;
    private int seen;

    Place(ClusterName name, MovingCluster cluster, ServedCluster served, WatchedCluster watched) {
        this.name = name;
        this.cluster = cluster;
        this.served = served;
        this.watched = watched;
    }

    ClusterName name() {
        return name;
    }

    MovingCluster cluster() {
        return cluster;
    }

    ServedCluster served() {
        return served;
    }

    /** What people run in it. */
    PlannedWorkloads workloads() {
        return new PlannedWorkloads(watched.plan());
    }

    WatchedCluster watched() {
        return watched;
    }

    boolean has(NodeName node) {
        return watched.truth().hosts().stream().anyMatch(host -> host.name().equals(node.text()));
    }

    /** What happened on hosts since the last time. */
    List<Occurrence> newOccurrences() {
        var all = watched.truth().truth().occurrences();
        if (seen == all.size()) {
            return List.of();
        }
        var fresh = List.copyOf(all.subList(seen, all.size()));
        seen = all.size();
        return fresh;
    }
}
