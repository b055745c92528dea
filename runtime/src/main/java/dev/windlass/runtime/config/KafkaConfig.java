package dev.windlass.runtime.config;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The broker.
 *
 * @param bootstrapServers as Kafka writes them; empty means the embedded broker
 * @param partitions how many partitions the topics are created with, at least 1; clusters share them by name
 * @param properties any property of kafka-clients, such as security.protocol; also schema.registry.url
 */
public record KafkaConfig(Optional<String> bootstrapServers, int partitions, Map<String, String> properties) {
    public static final int DEFAULT_PARTITIONS = 8;

    public KafkaConfig {
        properties = Map.copyOf(properties);
    }

    /** The embedded broker, or another one that was just started. */
    public KafkaConfig at(String servers) {
        return new KafkaConfig(Optional.of(servers), partitions, properties);
    }

    /** What is printed: the values of properties may be secrets. */
    @Override
    public String toString() {
        return "kafka[" + bootstrapServers.orElse("embedded") + ", " + partitions + " partitions, "
                + new TreeMap<>(properties).keySet() + "]";
    }
}
