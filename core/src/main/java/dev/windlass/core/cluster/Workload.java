package dev.windlass.core.cluster;

/**
 * A controller whose pods were evicted from a node, and how many pods it had available before: what must be there again before
 * the next node is disturbed.
 *
 * @param kind as Kubernetes writes it: Deployment, ReplicaSet, StatefulSet, ReplicationController
 */
public record Workload(String namespace, String kind, String name, int available) {
    @Override
    public String toString() {
        return kind.toLowerCase(java.util.Locale.ROOT) + "/" + namespace + "/" + name;
    }
}
