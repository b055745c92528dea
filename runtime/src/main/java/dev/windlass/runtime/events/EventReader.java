package dev.windlass.runtime.events;

import dev.windlass.core.cluster.ClusterName;
import dev.windlass.runtime.codec.Codecs;
import dev.windlass.runtime.topics.KafkaConnection;
import dev.windlass.runtime.topics.Topic;
import dev.windlass.runtime.topics.Topics;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/** Opens streams of a cluster's events. Thread-safe. */
public final class EventReader {
    private final KafkaConnection connection;
    private final Topics topics;
    private final Codecs codecs;

    public EventReader(KafkaConnection connection, Topics topics, Codecs codecs) {
        this.connection = connection;
        this.topics = topics;
        this.codecs = codecs;
    }

    /**
     * A stream of its own connection; the caller closes it.
     *
     * @throws dev.windlass.runtime.topics.BrokerUnreachable when no broker answers
     */
    public EventStream open(ClusterName cluster, From from) {
        var partition =
                new TopicPartition(Topic.EVENTS.topicName(), topics.ensure().of(cluster));
        try {
            return open(cluster, from, partition, connection.consumer("windlass-event-reader", Map.of()));
        } catch (RuntimeException e) {
            throw Unreachable.unless(connection, e);
        }
    }

    private EventStream open(
            ClusterName cluster, From from, TopicPartition partition, Consumer<byte[], byte[]> consumer) {
        try {
            consumer.assign(List.of(partition));
            switch (from) {
                case From.Beginning b -> consumer.seekToBeginning(List.of(partition));
                case From.Offset at -> consumer.seek(partition, at.offset());
                case From.Now n -> consumer.seekToEnd(List.of(partition));
            }
            var end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            // Seeking is lazy; now it is settled what "now" was.
            consumer.position(partition);
            return new EventStream(cluster, partition, consumer, codecs.events(), end);
        } catch (RuntimeException e) {
            KafkaConnection.drop(consumer);
            throw e;
        }
    }
}
