package dev.windlass.simulation.scenario;

/**
 * A cluster as it is at the beginning. Its nodes are called NAME-cp1, NAME-cp2 and so on, and NAME-w1 and so on.
 *
 * @param version that all of it runs, such as v1.30.4; 1.31.2 and 1.32.1 are offered too
 * @param workloads how many Deployments of two replicas with a disruption budget run on it
 */
public record ClusterPlan(String name, int controlPlanes, int workers, String version, int workloads) {}
