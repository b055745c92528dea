package dev.windlass.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windlass.broker.EmbeddedBroker;
import dev.windlass.core.cluster.ClusterName;
import dev.windlass.core.event.EventRecord;
import dev.windlass.core.report.Report;
import dev.windlass.core.request.Request;
import dev.windlass.runtime.codec.Codecs;
import dev.windlass.runtime.deadletters.DeadLetter;
import dev.windlass.runtime.events.Entry;
import dev.windlass.runtime.events.EventReader;
import dev.windlass.runtime.events.From;
import dev.windlass.runtime.events.RequestPublisher;
import dev.windlass.runtime.topics.Brokers;
import dev.windlass.runtime.topics.EventHeaders;
import dev.windlass.runtime.topics.Home;
import dev.windlass.runtime.topics.KafkaBrokers;
import dev.windlass.runtime.topics.KafkaConnection;
import dev.windlass.runtime.topics.Topic;
import dev.windlass.runtime.topics.Topics;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** A real broker and what tests do with it. */
public final class TestKafka implements AutoCloseable {
    public static final int PARTITIONS = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Path directory;
    private EmbeddedBroker broker;
    private final KafkaConnection connection;
    private final Topics topics;
    private final RequestPublisher publisher;
    private final Producer<byte[], byte[]> producer;

    private TestKafka(Path directory, EmbeddedBroker broker) {
        this.directory = directory;
        this.broker = broker;
        this.connection = KafkaConnection.to(broker.bootstrapServers());
        this.topics = new Topics(connection, PARTITIONS);
        this.publisher = new RequestPublisher(connection, topics, Codecs.FIXED, Clock.systemUTC());
        this.producer = connection.producer("test", Map.of());
    }

    public static TestKafka start(Path directory) {
        return new TestKafka(directory, EmbeddedBroker.start(directory, 0));
    }

    public void stopBroker() {
        broker.close();
    }

    /** On the same port and with the same data. */
    public void startBrokerAgain() {
        var port = Integer.parseInt(connection.bootstrapServers().split(":")[1]);
        broker = EmbeddedBroker.start(directory, port);
    }

    public KafkaConnection connection() {
        return connection;
    }

    public Brokers brokers() {
        return new KafkaBrokers(connection, topics);
    }

    public Topics topics() {
        return topics;
    }

    public RequestPublisher.Published publish(Request request) {
        return publisher.publish(request);
    }

    public void publish(Report report) {
        send(new ProducerRecord<>(
                Topic.REPORTS.topicName(),
                topics.ensure().of(report.cluster()),
                Home.key(report.cluster()),
                Codecs.FIXED.reports().encode(report)));
    }

    /** As the planner would. */
    public void publish(EventRecord event) {
        send(new ProducerRecord<>(
                Topic.EVENTS.topicName(),
                topics.ensure().of(event.cluster()),
                Home.key(event.cluster()),
                Codecs.FIXED.events().encode(event),
                EventHeaders.of("event", "test", "test", event.cluster().text(), Instant.EPOCH)
                        .headers()));
    }

    public void publishBytes(Topic topic, int partition, byte @Nullable [] key, byte @Nullable [] value) {
        send(new ProducerRecord<>(topic.topicName(), partition, key, value));
    }

    private void send(ProducerRecord<byte[], byte[]> record) {
        try {
            topics.ensure();
            producer.send(record).get();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** The cluster's events that are committed now. */
    public List<EventRecord> events(ClusterName cluster) {
        var found = new ArrayList<EventRecord>();
        try (var stream = new EventReader(connection, topics, Codecs.FIXED).open(cluster, new From.Beginning())) {
            var deadline = System.nanoTime() + PATIENCE.toNanos();
            while (!stream.caughtUp() && System.nanoTime() < deadline) {
                for (var entry : stream.poll(Duration.ofMillis(50))) {
                    assertThat(entry).isInstanceOf(Entry.Readable.class);
                    found.add(((Entry.Readable) entry).event());
                }
            }
        }
        return found;
    }

    public List<DeadLetter> deadLetters() throws Exception {
        var found = new ArrayList<DeadLetter>();
        for (var value : values(Topic.DEAD_LETTERS, 0)) {
            found.add(Codecs.FIXED.deadLetters().decode(value));
        }
        return found;
    }

    public List<Report> reports(ClusterName cluster) throws Exception {
        var found = new ArrayList<Report>();
        for (var value : values(Topic.REPORTS, topics.ensure().of(cluster))) {
            var report = Codecs.FIXED.reports().decode(value);
            if (report.cluster().equals(cluster)) {
                found.add(report);
            }
        }
        return found;
    }

    private List<byte[]> values(Topic topic, int number) {
        var partition = new TopicPartition(topic.topicName(), number);
        var found = new ArrayList<byte[]>();
        topics.ensure();
        var consumer = connection.consumer("test", Map.of());
        try {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            var end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            var deadline = System.nanoTime() + PATIENCE.toNanos();
            while (consumer.position(partition) < end && System.nanoTime() < deadline) {
                consumer.poll(Duration.ofMillis(50)).forEach(record -> found.add(record.value()));
            }
        } finally {
            KafkaConnection.drop(consumer);
        }
        return found;
    }

    @Override
    public void close() {
        publisher.close();
        producer.close(Duration.ZERO);
        broker.close();
    }
}
