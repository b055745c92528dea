package dev.windlass.kubernetes.api;

import dev.windlass.clockwork.Clockwork;
import dev.windlass.core.cluster.ClusterName;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** The clusters that this process has a kubeconfig for. Thread-safe. Connections are made when they are first needed. */
public final class KubeconfigClients implements ClusterClients {
    private final Map<ClusterName, HttpClusterApi> clusters = new TreeMap<>();

    /** @param kubeconfigs files; each is read again when it changes */
    public KubeconfigClients(Map<ClusterName, Path> kubeconfigs, Clockwork clockwork) {
        kubeconfigs.forEach(
                (name, file) -> clusters.put(name, new HttpClusterApi(new Kubeconfig(name, file), clockwork)));
    }

    @Override
    public ClusterApi cluster(ClusterName name) throws ApiProblem {
        var api = clusters.get(name);
        if (api == null) {
            throw new ApiProblem(
                    ApiProblem.Kind.CONFIGURATION,
                    "cluster %s is not in this service's configuration".formatted(name),
                    "add it under 'clusters' with its kubeconfig");
        }
        return api;
    }

    @Override
    public void close() {
        clusters.values().forEach(HttpClusterApi::close);
    }
}
