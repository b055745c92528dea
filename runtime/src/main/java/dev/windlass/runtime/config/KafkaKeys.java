package dev.windlass.runtime.config;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/** Which properties may stand beside the keys of our own under kafka. */
public final class KafkaKeys {
    /** What decides what a client is: a loop is correct only with its own. */
    private static final Set<String> OURS = Set.of(
            "bootstrap.servers",
            "client.id",
            "transactional.id",
            "transaction.two.phase.commit.enable",
            "group.id",
            "group.instance.id",
            "group.protocol",
            "group.remote.assignor",
            "partition.assignment.strategy",
            "isolation.level",
            "enable.auto.commit",
            "auto.commit.interval.ms",
            "auto.offset.reset",
            "allow.auto.create.topics",
            "acks",
            "enable.idempotence",
            "max.request.size",
            "linger.ms",
            "compression.type",
            "delivery.timeout.ms",
            "max.block.ms",
            "transaction.timeout.ms",
            "session.timeout.ms",
            "heartbeat.interval.ms",
            "max.poll.interval.ms",
            "key.serializer",
            "value.serializer",
            "key.deserializer",
            "value.deserializer");

    /** Of a schema registry; no client of Kafka's is told them. */
    private static final Set<String> REGISTRY = Set.of("schema.registry.url", "basic.auth.user.info");

    /** Where values may come from, such as files: config.providers.NAME.class. Every client reads these, and lists only the first. */
    private static final String PROVIDERS = "config.providers.";

    private static final Set<String> CLIENTS = clients();
    private static final Set<String> SUGGESTED = suggested();

    private KafkaKeys() {}

    /** Whether a client that knows these names is told this property. */
    public static boolean isFor(String key, Set<String> names) {
        return !OURS.contains(key) && (names.contains(key) || key.startsWith(PROVIDERS));
    }

    /** What is wrong with a property that the configuration sets, to follow its name; empty when nothing is. */
    static Optional<String> wrong(String key) {
        if (key.equals(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG)) {
            return Optional.of("is written bootstrapServers here");
        }
        if (OURS.contains(key)) {
            return Optional.of("can't be set: what Windlass promises depends on its own");
        }
        if (isFor(key, CLIENTS) || REGISTRY.contains(key)) {
            return Optional.empty();
        }
        return Optional.of("is not a key here, and no property of Kafka's clients"
                + Nearest.closeTo(key, SUGGESTED)
                        .map("; did you mean %s?"::formatted)
                        .orElse(". Known: bootstrapServers, partitions, what Kafka's clients know, "
                                + String.join(", ", new TreeSet<>(REGISTRY))));
    }

    private static Set<String> clients() {
        var names = new TreeSet<>(AdminClientConfig.configNames());
        names.addAll(ConsumerConfig.configNames());
        names.addAll(ProducerConfig.configNames());
        return Set.copyOf(names);
    }

    private static Set<String> suggested() {
        var keys = new TreeSet<>(CLIENTS);
        keys.removeAll(OURS);
        keys.addAll(REGISTRY);
        keys.add("bootstrapServers");
        keys.add("partitions");
        return Set.copyOf(keys);
    }
}
