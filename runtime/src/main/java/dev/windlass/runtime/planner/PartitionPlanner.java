package dev.windlass.runtime.planner;

import dev.windlass.runtime.codec.Codecs;
import dev.windlass.runtime.deadletters.DeadLetters;
import dev.windlass.runtime.topics.Home;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;

/**
 * The planner of the clusters in one partition. Its producer's transactional id is the partition's: whoever owns the partition next
 * fences this one by taking the same id. Used by the planner's thread only.
 */
final class PartitionPlanner implements AutoCloseable {
    private final int partition;
    private final Home home;
    private final Codecs codecs;
    private final DeadLetters deadLetters;
    private final Decider decider;
    private final Checkpoint checkpoint;
    private final Producer<byte[], byte[]> producer;
    private final Clusters clusters;

    PartitionPlanner(
            int partition,
            Home home,
            Codecs codecs,
            DeadLetters deadLetters,
            Decider decider,
            Checkpoint checkpoint,
            Producer<byte[], byte[]> producer,
            Clusters clusters) {
        this.partition = partition;
        this.home = home;
        this.codecs = codecs;
        this.deadLetters = deadLetters;
        this.decider = decider;
        this.checkpoint = checkpoint;
        this.producer = producer;
        this.clusters = clusters;
    }

    Clusters clusters() {
        return clusters;
    }

    /** Puts snapshots aside that can't be read, and writes what was rebuilt in their place, or a mark, so that it is done once. */
    void repair(Restored restored, Instant now) {
        if (restored.isAsItWasWritten()) {
            return;
        }
        var records = new PlannerRecords(codecs, partition);
        producer.beginTransaction();
        restored.letters().forEach(letter -> producer.send(deadLetters.record(letter)));
        restored.rebuilt()
                .forEach(state -> producer.send(InputHeaders.add(records.snapshot(state, now), clusters.inputs())));
        restored.left().forEach(snapshot -> producer.send(snapshot.marked()));
        producer.commitTransaction();
    }

    /** Takes these records and commits what follows from them with their offsets: all of it, or nothing. */
    void take(List<ConsumerRecord<byte[], byte[]>> records, ConsumerGroupMetadata group, Instant now) {
        var turn = turn(now);
        var offsets = new HashMap<TopicPartition, OffsetAndMetadata>();
        for (var record : records) {
            turn.take(record);
            offsets.put(
                    new TopicPartition(record.topic(), record.partition()),
                    new OffsetAndMetadata(record.offset() + 1, record.leaderEpoch(), ""));
        }
        commit(turn, offsets, group);
        offsets.forEach((input, next) -> clusters.readUpTo(input.topic(), next.offset()));
    }

    /** Time has passed for what is due. */
    void tick(Instant now, ConsumerGroupMetadata group) {
        var turn = turn(now);
        clusters.due(now).forEach(turn::tick);
        if (turn.isEmpty()) {
            turn.merge();
        } else {
            commit(turn, Map.of(), group);
        }
    }

    private Turn turn(Instant now) {
        return new Turn(partition, home, clusters, codecs, deadLetters, decider, now);
    }

    private void commit(Turn turn, Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata group) {
        producer.beginTransaction();
        turn.toSend(inputsAfter(offsets)).forEach(producer::send);
        if (!offsets.isEmpty()) {
            producer.sendOffsetsToTransaction(offsets, group);
        }
        checkpoint.beforeCommit(partition);
        producer.commitTransaction();
        turn.merge();
    }

    private Map<String, Long> inputsAfter(Map<TopicPartition, OffsetAndMetadata> offsets) {
        var inputs = new HashMap<>(clusters.inputs());
        offsets.forEach((input, next) -> inputs.put(input.topic(), next.offset()));
        return inputs;
    }

    /** Leaves an open transaction to the next owner, whose first act aborts it. */
    @Override
    public void close() {
        producer.close(Duration.ZERO);
    }
}
