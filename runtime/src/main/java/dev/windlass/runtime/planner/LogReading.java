package dev.windlass.runtime.planner;

import dev.windlass.clockwork.Clockwork;
import dev.windlass.runtime.topics.Brokers;
import dev.windlass.runtime.topics.KafkaConnection;
import dev.windlass.runtime.topics.LogEnds;
import dev.windlass.runtime.topics.Topic;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads partitions from their beginning. It reads committed records up to the end that the log has now, committed or not: as long as a
 * transaction of a former owner is open, what it holds may still become true.
 */
record LogReading(Brokers brokers, Clockwork clockwork, LogEnds ends) {
    private static final Duration POLL = Duration.ofMillis(100);

    /**
     * Gives every record to the taker, until the ends are reached or the time is over.
     *
     * @return by partition, how far it came where the end was not reached; empty when all was read
     */
    SortedMap<Integer, String> read(
            Topic topic,
            Collection<Integer> partitions,
            Duration within,
            Consumer<ConsumerRecord<byte[], byte[]>> taker) {
        var begun = clockwork.nanoTime();
        var assigned = partitions.stream()
                .map(partition -> new TopicPartition(topic.topicName(), partition))
                .collect(Collectors.toSet());
        var end = ends.of(assigned);
        var consumer = brokers.consumer("windlass-planner-restore", Map.of());
        try {
            consumer.assign(assigned);
            consumer.seekToBeginning(assigned);
            var behind = behind(consumer, end);
            while (!behind.isEmpty() && clockwork.nanoTime() - begun <= within.toNanos()) {
                consumer.poll(POLL).forEach(taker);
                behind = behind(consumer, end);
            }
            return behind;
        } finally {
            KafkaConnection.drop(consumer);
        }
    }

    private static SortedMap<Integer, String> behind(
            org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
        var behind = new TreeMap<Integer, String>();
        ends.forEach((partition, end) -> {
            var position = consumer.position(partition);
            if (position < end) {
                behind.put(partition.partition(), "%s is at %d of %d".formatted(partition, position, end));
            }
        });
        return behind;
    }
}
