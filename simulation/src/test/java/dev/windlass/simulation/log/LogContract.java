package dev.windlass.simulation.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windlass.runtime.topics.Brokers;
import dev.windlass.runtime.topics.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What the parts of the contract have in common. Each test has names of its own; the log may hold what others left. */
abstract class LogContract {
    static final Duration PATIENCE = Duration.ofSeconds(40);
    static final Duration POLL = Duration.ofMillis(50);
    private static final AtomicInteger TESTS = new AtomicInteger();

    private final List<AutoCloseable> open = new ArrayList<>();
    private LogUnderTest log;
    private String tag;

    /** Shared by all tests of one class, or a new one for each. */
    abstract LogUnderTest log();

    @BeforeEach
    void beginTest() {
        log = log();
        tag = "t" + TESTS.incrementAndGet();
    }

    @AfterEach
    void endTest() throws Exception {
        log.run(() -> {
            for (var closeable : open.reversed()) {
                closeable.close();
            }
        });
    }

    void run(LogUnderTest.Body body) throws Exception {
        log.run(body);
    }

    LogUnderTest underTest() {
        return log;
    }

    Brokers brokers() {
        return log.brokers("somebody");
    }

    String named(String name) {
        return tag + "-" + name;
    }

    // ---- producers

    Producer<byte[], byte[]> transactional(String id) {
        return transactional(id, Duration.ofSeconds(10));
    }

    Producer<byte[], byte[]> transactional(String id, Duration timeout) {
        var producer = brokers()
                .producer(
                        named(id),
                        Map.of(
                                ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                                named(id),
                                ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                                (int) timeout.toMillis(),
                                ProducerConfig.RETRY_BACKOFF_MS_CONFIG,
                                5,
                                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                                5_000,
                                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                                10_000,
                                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                                10_000));
        open.add(() -> producer.close(Duration.ZERO));
        return producer;
    }

    Producer<byte[], byte[]> begun(String id) {
        var producer = transactional(id);
        producer.initTransactions();
        producer.beginTransaction();
        return producer;
    }

    Producer<byte[], byte[]> plain() {
        var producer = brokers().producer(named("plain"), Map.of());
        open.add(() -> producer.close(Duration.ZERO));
        return producer;
    }

    static ProducerRecord<byte[], byte[]> record(TopicPartition to, String value) {
        return new ProducerRecord<>(to.topic(), to.partition(), bytes("key"), value.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    // ---- consumers

    Consumer<byte[], byte[]> reader() {
        var consumer = brokers().consumer(named("reader"), Map.of());
        open.add(() -> consumer.close(CloseOptions.timeout(Duration.ZERO)));
        return consumer;
    }

    /** Reads from here on. */
    Consumer<byte[], byte[]> reader(TopicPartition partition, long from) {
        var consumer = reader();
        consumer.assign(List.of(partition));
        consumer.seek(partition, from);
        return consumer;
    }

    Consumer<byte[], byte[]> member(String process, String group, Class<?> assignor) {
        return member(process, group, assignor, 60_000);
    }

    Consumer<byte[], byte[]> member(String process, String group, Class<?> assignor, int pollInterval) {
        var settings = new HashMap<String, Object>();
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, named(group));
        settings.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, assignor.getName());
        settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 6_000);
        settings.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 1_000);
        settings.put(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, pollInterval);
        var consumer = log.brokers(process).consumer(named(process), settings);
        open.add(() -> consumer.close(CloseOptions.timeout(Duration.ofSeconds(2))));
        return consumer;
    }

    static TopicPartition partition(Topic topic, int number) {
        return new TopicPartition(topic.topicName(), number);
    }

    /** Where the log of this partition ends, with what is not committed. */
    long end(TopicPartition partition) {
        try (var ends = brokers().logEnds()) {
            return Objects.requireNonNull(ends.of(List.of(partition)).get(partition));
        }
    }

    /** Polls until so many came, or for a while where none shall come. */
    List<String> values(Consumer<byte[], byte[]> consumer, int count) {
        var records = records(consumer, count);
        return records.stream()
                .map(record -> new String(record.value(), StandardCharsets.UTF_8))
                .toList();
    }

    List<ConsumerRecord<byte[], byte[]>> records(Consumer<byte[], byte[]> consumer, int count) {
        var found = new ArrayList<ConsumerRecord<byte[], byte[]>>();
        until(() -> {
            consumer.poll(POLL).forEach(found::add);
            return found.size() >= count;
        });
        return found;
    }

    /** What comes within a second. */
    List<String> valuesSoon(Consumer<byte[], byte[]> consumer) {
        var found = new ArrayList<String>();
        var end = log.clockwork().nanoTime() + Duration.ofSeconds(1).toNanos();
        while (log.clockwork().nanoTime() < end) {
            consumer.poll(POLL).forEach(record -> found.add(new String(record.value(), StandardCharsets.UTF_8)));
        }
        return found;
    }

    void pollUntil(BooleanSupplier condition, List<Consumer<byte[], byte[]>> consumers) {
        until(() -> {
            consumers.forEach(consumer -> consumer.poll(POLL));
            return condition.getAsBoolean();
        });
    }

    void until(BooleanSupplier condition) {
        var begun = log.clockwork().nanoTime();
        while (!condition.getAsBoolean()) {
            assertThat(Duration.ofNanos(log.clockwork().nanoTime() - begun))
                    .as("waited")
                    .isLessThan(PATIENCE);
        }
    }

    Duration elapsed(LogUnderTest.Body body) throws Exception {
        var begun = log.clockwork().nanoTime();
        body.run();
        return Duration.ofNanos(log.clockwork().nanoTime() - begun);
    }

    /** Writes down what it is told. */
    static final class Told implements ConsumerRebalanceListener {
        final List<String> words = new ArrayList<>();
        final List<TopicPartition> owned = new ArrayList<>();

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            words.add("assigned " + partitions.size());
            owned.addAll(partitions);
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            words.add("revoked " + partitions.size());
            owned.removeAll(partitions);
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            words.add("lost " + partitions.size());
            owned.removeAll(partitions);
        }
    }
}
