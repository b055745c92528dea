package dev.windlass.simulation.api;

import dev.windlass.core.cluster.ClusterName;
import dev.windlass.kubernetes.api.ApiProblem;
import dev.windlass.kubernetes.api.ClusterApi;
import dev.windlass.kubernetes.api.ClusterClients;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/** The simulated clusters that one process may speak to. Used by the process's threads, of which one runs at a time. */
public final class SimulatedClusters implements ClusterClients {
    private final Map<ClusterName, ClusterApi> clusters = new TreeMap<>();

    public SimulatedClusters(Collection<? extends ClusterApi> clusters) {
        clusters.forEach(cluster -> this.clusters.put(cluster.name(), cluster));
    }

    @Override
    public ClusterApi cluster(ClusterName name) throws ApiProblem {
        var cluster = clusters.get(name);
        if (cluster == null) {
            throw new ApiProblem(
                    ApiProblem.Kind.CONFIGURATION,
                    "cluster %s is not in this service's configuration".formatted(name),
                    "add it under 'clusters'");
        }
        return cluster;
    }

    @Override
    public void close() {
        clusters.values().forEach(ClusterApi::close);
    }
}
