package dev.windlass.simulation.scenario;

import java.util.LinkedHashSet;
import java.util.Set;

/** What the processes, nodes and clusters of a fleet are called, in order. */
public record Names(Set<String> processes, Set<String> nodes, Set<String> clusters) {
    public static Names of(Fleet fleet) {
        var processes = new LinkedHashSet<String>();
        numbered(processes, "planner-", fleet.planners());
        numbered(processes, "executor-", fleet.executors());
        numbered(processes, "validator-", fleet.validators());
        var nodes = new LinkedHashSet<String>();
        var clusters = new LinkedHashSet<String>();
        for (var cluster : fleet.clusters()) {
            clusters.add(cluster.name());
            numbered(nodes, cluster.name() + "-cp", cluster.controlPlanes());
            numbered(nodes, cluster.name() + "-w", cluster.workers());
        }
        return new Names(processes, nodes, clusters);
    }

    private static void numbered(Set<String> names, String stem, int count) {
        for (var i = 1; i <= count; i++) {
            names.add(stem + i);
        }
    }

    public boolean contains(String name) {
        return processes.contains(name) || nodes.contains(name) || clusters.contains(name);
    }
}
