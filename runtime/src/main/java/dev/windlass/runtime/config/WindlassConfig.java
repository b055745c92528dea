package dev.windlass.runtime.config;

import dev.windlass.core.cluster.ClusterName;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The whole configuration. Immutable.
 *
 * @param file where it was read from
 * @param kafka which broker, and how
 * @param dataDir where the embedded broker keeps its records
 * @param http on which address and ports the services listen
 * @param clusters the clusters that may be upgraded
 */
public record WindlassConfig(
        Path file, KafkaConfig kafka, Path dataDir, HttpConfig http, List<ClusterConfig> clusters) {
    public WindlassConfig {
        clusters = List.copyOf(clusters);
    }

    /**
     * Reads a file in YAML or JSON.
     *
     * @throws InvalidConfig when it is missing, is not YAML, or says something that is not understood
     */
    public static WindlassConfig load(Path file) {
        return ConfigReading.read(file);
    }

    public Optional<ClusterConfig> cluster(ClusterName name) {
        return clusters.stream().filter(cluster -> cluster.name().equals(name)).findFirst();
    }

    /** The same with a broker that was just started. */
    public WindlassConfig withBroker(String bootstrapServers) {
        return new WindlassConfig(file, kafka.at(bootstrapServers), dataDir, http, clusters);
    }

    /** The kubeconfig of each cluster. */
    public Map<ClusterName, Path> kubeconfigs() {
        return clusters.stream().collect(Collectors.toMap(ClusterConfig::name, ClusterConfig::kubeconfig));
    }

    /** What will go wrong later: files that are named and not there. One sentence each, for a service's start. */
    public List<String> problems() {
        return clusters.stream().flatMap(cluster -> cluster.problems().stream()).toList();
    }
}
