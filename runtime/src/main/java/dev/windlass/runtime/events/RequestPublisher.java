package dev.windlass.runtime.events;

import dev.windlass.core.cluster.ClusterName;
import dev.windlass.core.request.Request;
import dev.windlass.runtime.codec.Codecs;
import dev.windlass.runtime.topics.Answers;
import dev.windlass.runtime.topics.BrokerUnreachable;
import dev.windlass.runtime.topics.EventHeaders;
import dev.windlass.runtime.topics.Home;
import dev.windlass.runtime.topics.KafkaConnection;
import dev.windlass.runtime.topics.Topic;
import dev.windlass.runtime.topics.Topics;
import java.time.InstantSource;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/** Publishes requests. Thread-safe. */
public final class RequestPublisher implements AutoCloseable {
    private final KafkaConnection connection;
    private final Topics topics;
    private final Codecs codecs;
    private final InstantSource clock;
    private final RequestProducer producer;
    private final Admin admin;

    public RequestPublisher(KafkaConnection connection, Topics topics, Codecs codecs, InstantSource clock) {
        this.connection = connection;
        this.topics = topics;
        this.codecs = codecs;
        this.clock = clock;
        this.admin = connection.admin();
        this.producer = new RequestProducer(() -> connection.producer(
                "windlass-request-publisher",
                Map.of(
                        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000,
                        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 10_000,
                        ProducerConfig.MAX_BLOCK_MS_CONFIG, 10_000)));
    }

    /**
     * A request that was published.
     *
     * @param eventsOffset where windlass.events ended before: all that follows from the request comes at or after it, in the same
     *     partition number
     */
    public record Published(ClusterName cluster, int partition, long eventsOffset) {
        /** For whoever wants to see what follows. */
        public From from() {
            return new From.Offset(eventsOffset);
        }
    }

    /**
     * Publishes it and waits until the brokers have it. Publishing the same request again, after a failure, asks once: its id is
     * remembered.
     *
     * @throws BrokerUnreachable when no broker took it; it may still have arrived
     * @throws dev.windlass.schemas.wire.TooLarge when it is larger than a request may be
     */
    public Published publish(Request request) {
        var partition = topics.ensure().of(request.cluster());
        var cluster = request.cluster().text();
        var headers = EventHeaders.of(
                        "request." + request.getClass().getSimpleName(),
                        request.id().text(),
                        "requester",
                        cluster,
                        clock.instant())
                .headers();
        var record = new ProducerRecord<>(
                Topic.REQUESTS.topicName(),
                partition,
                Home.key(request.cluster()),
                codecs.requests().encode(request),
                headers);
        try {
            var end = end(new TopicPartition(Topic.EVENTS.topicName(), partition));
            producer.send(record);
            return new Published(request.cluster(), partition, end);
        } catch (RuntimeException e) {
            throw Unreachable.unless(connection, e);
        }
    }

    private long end(TopicPartition partition) {
        var committed = new ListOffsetsOptions(IsolationLevel.READ_COMMITTED);
        KafkaFuture<org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo> end = admin.listOffsets(
                        Map.of(partition, OffsetSpec.latest()), committed)
                .partitionResult(partition);
        return Answers.of(end).offset();
    }

    @Override
    public void close() {
        producer.close();
        admin.close(java.time.Duration.ofSeconds(2));
    }
}
