package dev.windlass.runtime.planner;

import dev.windlass.clockwork.Clockwork;
import dev.windlass.core.cluster.ClusterName;
import dev.windlass.core.cluster.InvalidValue;
import dev.windlass.core.upgrade.ClusterState;
import dev.windlass.runtime.codec.Codec;
import dev.windlass.runtime.topics.Brokers;
import dev.windlass.runtime.topics.Home;
import dev.windlass.runtime.topics.KafkaConnection;
import dev.windlass.runtime.topics.LogEnds;
import dev.windlass.runtime.topics.Topic;
import dev.windlass.schemas.wire.DecodeFailure;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the state of partitions that were just assigned. It reads committed records up to the end that the log has now, committed
 * or not: as long as a transaction of a former owner is open, what it holds may still become true.
 */
final class Restore {
    private static final Logger LOG = LoggerFactory.getLogger(Restore.class);
    private static final Duration POLL = Duration.ofMillis(100);

    private final Brokers brokers;
    private final Clockwork clockwork;
    private final LogEnds ends;
    private final Codec<ClusterState> codec;
    private final Home home;
    private final Duration within;

    Restore(Brokers brokers, Clockwork clockwork, LogEnds ends, Codec<ClusterState> codec, Home home, Duration within) {
        this.brokers = brokers;
        this.clockwork = clockwork;
        this.ends = ends;
        this.codec = codec;
        this.home = home;
        this.within = within;
    }

    /** @throws TimeoutException when the end is not reached in time; it names the partition */
    Map<Integer, Clusters> clusters(Collection<Integer> partitions) {
        var begun = clockwork.nanoTime();
        var assigned = partitions.stream().map(Restore::state).collect(Collectors.toSet());
        var restored = partitions.stream().collect(Collectors.toMap(Function.identity(), partition -> new Clusters()));
        var end = ends.of(assigned);
        var consumer = brokers.consumer("windlass-planner-restore", Map.of());
        try {
            consumer.assign(assigned);
            consumer.seekToBeginning(assigned);
            while (!reached(consumer, end)) {
                if (clockwork.nanoTime() - begun > within.toNanos()) {
                    throw new TimeoutException(late(consumer, end));
                }
                consumer.poll(POLL).forEach(record -> take(restored, record));
            }
        } finally {
            KafkaConnection.drop(consumer);
        }
        LOG.info("restored partitions {} in {} ms", partitions, (clockwork.nanoTime() - begun) / 1_000_000);
        return restored;
    }

    private static boolean reached(Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    private String late(Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
        var behind = ends.entrySet().stream()
                .filter(end -> consumer.position(end.getKey()) < end.getValue())
                .map(end ->
                        "%s is at %d of %d".formatted(end.getKey(), consumer.position(end.getKey()), end.getValue()))
                .sorted()
                .collect(Collectors.joining(", "));
        return "the state could not be read within %s: %s. A transaction may be open, which the brokers abort by themselves"
                .formatted(within, behind);
    }

    private void take(Map<Integer, Clusters> restored, ConsumerRecord<byte[], byte[]> record) {
        var clusters = restored.get(record.partition());
        if (clusters == null) {
            return;
        }
        ClusterName cluster;
        try {
            cluster = new ClusterName(new String(record.key(), StandardCharsets.UTF_8));
        } catch (InvalidValue | NullPointerException e) {
            LOG.warn(
                    "{}-{} offset {} has no cluster's name as its key: passed over",
                    record.topic(),
                    record.partition(),
                    record.offset());
            return;
        }
        take(clusters, cluster, record);
    }

    private void take(Clusters clusters, ClusterName cluster, ConsumerRecord<byte[], byte[]> record) {
        clusters.forget(cluster);
        InputHeaders.read(record, clusters);
        if (record.value() == null) {
            return;
        }
        try {
            clusters.put(codec.decode(record.value()));
            if (home.of(cluster) != record.partition()) {
                clusters.stop(
                        cluster,
                        "its state is in partition %d, from when the topics had another number of partitions"
                                .formatted(record.partition()));
            }
        } catch (DecodeFailure e) {
            LOG.error(
                    "{} is stopped: its snapshot at {}-{} offset {} can't be read",
                    cluster,
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    e);
            clusters.stop(cluster, "its snapshot can't be read (%s): %s".formatted(e.reason(), e.getMessage()));
        }
    }

    private static TopicPartition state(int partition) {
        return new TopicPartition(Topic.STATE.topicName(), partition);
    }
}
