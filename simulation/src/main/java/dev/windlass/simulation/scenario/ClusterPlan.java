package dev.windlass.simulation.scenario;

/**
 * A cluster as it is at the beginning. Its nodes are called NAME-cp1, NAME-cp2 and so on, and NAME-w1 and so on.
 *
 * @param version that all of it runs, such as v1.30.4; 1.31.2 and 1.32.1 are offered too
 * @param workloads how many Deployments of two replicas with a disruption budget run on it
 * @param statefulSets how many StatefulSets of two replicas: their pods get their names again
 */
public record ClusterPlan(
        String name, int controlPlanes, int workers, String version, int workloads, int statefulSets) {
    /** Without StatefulSets. */
    public ClusterPlan(String name, int controlPlanes, int workers, String version, int workloads) {
        this(name, controlPlanes, workers, version, workloads, 0);
    }

    public ClusterPlan withControlPlanes(int other) {
        return new ClusterPlan(name, other, workers, version, workloads, statefulSets);
    }

    public ClusterPlan withWorkers(int other) {
        return new ClusterPlan(name, controlPlanes, other, version, workloads, statefulSets);
    }

    public ClusterPlan withWorkloads(int other) {
        return new ClusterPlan(name, controlPlanes, workers, version, other, statefulSets);
    }

    public ClusterPlan withStatefulSets(int other) {
        return new ClusterPlan(name, controlPlanes, workers, version, workloads, other);
    }
}
