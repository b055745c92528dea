package dev.windlass.runtime.topics;

import dev.windlass.runtime.config.KafkaConfig;
import dev.windlass.runtime.config.KafkaKeys;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * How to reach the brokers. Immutable.
 *
 * @param bootstrapServers host:port, separated by commas
 * @param properties of kafka-clients, such as security.protocol; what a loop needs for its correctness goes before them
 */
public record KafkaConnection(String bootstrapServers, Map<String, String> properties) {
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(2);
    private static final int REQUEST_BYTES = 16 * 1024 * 1024;
    private static final int REQUEST_TIMEOUT_MS = 5_000;
    private static final int API_TIMEOUT_MS = 10_000;

    public KafkaConnection {
        properties = Map.copyOf(properties);
    }

    /** @throws IllegalArgumentException when the configuration names no brokers: then there is an embedded one to be named */
    public static KafkaConnection of(KafkaConfig kafka) {
        var servers = kafka.bootstrapServers()
                .orElseThrow(() -> new IllegalArgumentException("kafka.bootstrapServers is not known yet"));
        return new KafkaConnection(servers, kafka.properties());
    }

    /** Without further properties. */
    public static KafkaConnection to(String bootstrapServers) {
        return new KafkaConnection(bootstrapServers, Map.of());
    }

    public Admin admin() {
        var settings = settings(AdminClientConfig.configNames(), "windlass-admin");
        // Kafka makes no admin whose whole question may take less time than one request of it.
        settings.putIfAbsent(
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                Math.max(API_TIMEOUT_MS, number(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MS)));
        settings.putIfAbsent(
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                Math.min(REQUEST_TIMEOUT_MS, number(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, API_TIMEOUT_MS)));
        return Admin.create(settings);
    }

    /** What the properties say, or what is usual; what is not a number is left for Kafka to complain of. */
    private int number(String key, int usual) {
        try {
            return Integer.parseInt(properties.getOrDefault(key, "").strip());
        } catch (NumberFormatException e) {
            return usual;
        }
    }

    /** A consumer that sees committed records only and commits nothing by itself. */
    public KafkaConsumer<byte[], byte[]> consumer(String clientId, Map<String, Object> more) {
        var settings = settings(ConsumerConfig.configNames(), clientId);
        settings.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic");
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000);
        settings.putAll(more);
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** A producer whose every record is acknowledged by all in-sync replicas, once and in order. */
    public KafkaProducer<byte[], byte[]> producer(String clientId, Map<String, Object> more) {
        var settings = settings(ProducerConfig.configNames(), clientId);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, REQUEST_BYTES);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        settings.putAll(more);
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** A property of another client only earns a warning in the log. */
    private Map<String, Object> settings(Set<String> known, String clientId) {
        var settings = new HashMap<String, Object>();
        properties.forEach((key, value) -> {
            if (KafkaKeys.isFor(key, known)) {
                settings.put(key, value);
            }
        });
        settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        settings.put(CommonClientConfigs.CLIENT_ID_CONFIG, clientId);
        settings.putIfAbsent(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000);
        return settings;
    }

    /** Leaves the group, so that others need not wait for the session to end; does not wait long for brokers that are away. */
    public static void close(Consumer<?, ?> consumer) {
        // A thread that was told to end leaves well too: kafka-clients would give the closing up half way, with a stack
        // trace.
        var interrupted = Thread.interrupted();
        try {
            consumer.close(CloseOptions.timeout(CLOSE_WITHIN));
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Ends a consumer that is in no group, at once: else it waits for the answer to its last question, half a second of nothing. */
    public static void drop(Consumer<?, ?> consumer) {
        consumer.close(CloseOptions.timeout(Duration.ZERO));
    }

    /** Without the values: passwords may be among them. */
    @Override
    public String toString() {
        return bootstrapServers + " " + new TreeMap<>(properties).keySet();
    }
}
