package dev.windlass.runtime.planner;

import dev.windlass.clockwork.Clockwork;
import dev.windlass.core.cluster.ClusterName;
import dev.windlass.core.cluster.InvalidValue;
import dev.windlass.core.upgrade.ClusterState;
import dev.windlass.runtime.codec.Codecs;
import dev.windlass.runtime.deadletters.DeadLetter;
import dev.windlass.runtime.deadletters.DeadLetters;
import dev.windlass.runtime.topics.Brokers;
import dev.windlass.runtime.topics.Home;
import dev.windlass.runtime.topics.KafkaConnection;
import dev.windlass.runtime.topics.LogEnds;
import dev.windlass.runtime.topics.Topic;
import dev.windlass.schemas.wire.DecodeFailure;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the state of partitions that were just assigned, and folds the events where a snapshot can't be read. It reads committed records up to the end that the log has now, committed
 * or not: as long as a transaction of a former owner is open, what it holds may still become true.
 */
final class Restore {
    private static final Logger LOG = LoggerFactory.getLogger(Restore.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final String WAY_BACK =
            "the version of Windlass that wrote it can read it; to give up the history of the cluster instead, publish a record with its"
                    + " name as the key and no value on windlass.state, start the planner again and ask for a new upgrade";

    private final Brokers brokers;
    private final Clockwork clockwork;
    private final LogEnds ends;
    private final Codecs codecs;
    private final DeadLetters deadLetters;
    private final Home home;
    private final Duration within;

    /** A snapshot that can't be read. */
    private record Unread(ConsumerRecord<byte[], byte[]> record, DecodeFailure failure) {}

    Restore(
            Brokers brokers,
            Clockwork clockwork,
            LogEnds ends,
            Codecs codecs,
            DeadLetters deadLetters,
            Home home,
            Duration within) {
        this.brokers = brokers;
        this.clockwork = clockwork;
        this.ends = ends;
        this.codecs = codecs;
        this.deadLetters = deadLetters;
        this.home = home;
        this.within = within;
    }

    /** @throws TimeoutException when the end is not reached in time; it names the partition */
    Map<Integer, Restored> partitions(Collection<Integer> partitions) {
        var begun = clockwork.nanoTime();
        var clusters = partitions.stream().collect(Collectors.toMap(Function.identity(), partition -> new Clusters()));
        var unread = new TreeMap<ClusterName, Unread>();
        readAll(Topic.STATE, partitions, record -> take(clusters, unread, record));
        var events = rebuild(unread);
        var restored = new TreeMap<Integer, Restored>();
        clusters.forEach((partition, restoredClusters) ->
                restored.put(partition, repaired(partition, restoredClusters, unread, events)));
        LOG.info("restored partitions {} in {} ms", partitions, (clockwork.nanoTime() - begun) / 1_000_000);
        return restored;
    }

    /** Only where a snapshot can't be read: all of the partition's events are read for it. */
    private SortedMap<ClusterName, Rebuilding> rebuild(SortedMap<ClusterName, Unread> unread) {
        var rebuilding = new TreeMap<ClusterName, Rebuilding>();
        unread.keySet().forEach(cluster -> rebuilding.put(cluster, new Rebuilding(cluster, codecs.events())));
        var partitions = unread.keySet().stream().map(home::of).collect(Collectors.toCollection(TreeSet::new));
        if (!partitions.isEmpty()) {
            readAll(Topic.EVENTS, partitions, record -> rebuilding.values().forEach(one -> one.take(record)));
        }
        return rebuilding;
    }

    private Restored repaired(
            int partition,
            Clusters clusters,
            SortedMap<ClusterName, Unread> unread,
            SortedMap<ClusterName, Rebuilding> events) {
        var letters = new ArrayList<DeadLetter>();
        var rebuilt = new ArrayList<ClusterState>();
        unread.forEach((cluster, unreadable) -> {
            if (unreadable.record().partition() != partition) {
                return;
            }
            letters.add(deadLetters.of(unreadable.record(), unreadable.failure()));
            var folded = Objects.requireNonNull(events.get(cluster));
            if (folded.state().isPresent() && home.of(cluster) == partition) {
                clusters.put(folded.state().get());
                rebuilt.add(folded.state().get());
                LOG.warn("{}: its snapshot can't be read, and its state was folded from its events again", cluster);
            } else {
                var why = "its snapshot can't be read (%s: %s), and %s is not complete: %s; %s"
                        .formatted(
                                unreadable.failure().reason(),
                                unreadable.failure().getMessage(),
                                Topic.EVENTS.topicName(),
                                folded.gap(),
                                WAY_BACK);
                LOG.error("{} is stopped: {}", cluster, why);
                clusters.stop(cluster, why);
            }
        });
        return new Restored(clusters, letters, rebuilt);
    }

    private void readAll(
            Topic topic,
            Collection<Integer> partitions,
            java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> taker) {
        var begun = clockwork.nanoTime();
        var assigned = partitions.stream()
                .map(partition -> new TopicPartition(topic.topicName(), partition))
                .collect(Collectors.toSet());
        var end = ends.of(assigned);
        var consumer = brokers.consumer("windlass-planner-restore", Map.of());
        try {
            consumer.assign(assigned);
            consumer.seekToBeginning(assigned);
            while (!reached(consumer, end)) {
                if (clockwork.nanoTime() - begun > within.toNanos()) {
                    throw new TimeoutException(late(consumer, end));
                }
                consumer.poll(POLL).forEach(taker);
            }
        } finally {
            KafkaConnection.drop(consumer);
        }
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

    private void take(
            Map<Integer, Clusters> restored,
            SortedMap<ClusterName, Unread> unread,
            ConsumerRecord<byte[], byte[]> record) {
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
        take(clusters, unread, cluster, record);
    }

    private void take(
            Clusters clusters,
            SortedMap<ClusterName, Unread> unread,
            ClusterName cluster,
            ConsumerRecord<byte[], byte[]> record) {
        clusters.forget(cluster);
        unread.remove(cluster);
        InputHeaders.read(record, clusters);
        if (record.value() == null) {
            return;
        }
        try {
            clusters.put(codecs.states().decode(record.value()));
            if (home.of(cluster) != record.partition()) {
                clusters.stop(
                        cluster,
                        "its state is in partition %d, from when the topics had another number of partitions"
                                .formatted(record.partition()));
            }
        } catch (DecodeFailure e) {
            unread.put(cluster, new Unread(record, e));
        }
    }
}
