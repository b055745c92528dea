package dev.windlass.kubernetes.api;

import dev.windlass.core.cluster.ClusterName;

/** The clusters that a process may speak to. Thread-safe. */
public interface ClusterClients extends AutoCloseable {
    /** @throws ApiProblem CONFIGURATION, when the configuration does not name the cluster */
    ClusterApi cluster(ClusterName name) throws ApiProblem;

    @Override
    void close();
}
