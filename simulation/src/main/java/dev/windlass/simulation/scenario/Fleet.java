package dev.windlass.simulation.scenario;

import java.util.List;

/** The services and the clusters of a world. Services are called planner-1, executor-2, validator-1 and so on. */
public record Fleet(int partitions, int planners, int executors, int validators, List<ClusterPlan> clusters) {
    public Fleet {
        clusters = List.copyOf(clusters);
    }

    public Fleet withClusters(List<ClusterPlan> others) {
        return new Fleet(partitions, planners, executors, validators, others);
    }
}
