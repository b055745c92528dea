package dev.windlass.runtime.events;

import dev.windlass.clockwork.Clockwork;
import dev.windlass.clockwork.Latch;
import dev.windlass.core.cluster.ClusterName;
import dev.windlass.core.upgrade.ClusterState;
import dev.windlass.runtime.codec.Codecs;
import dev.windlass.runtime.loop.KafkaLoop;
import dev.windlass.runtime.loop.LoopStatus;
import dev.windlass.runtime.topics.Brokers;
import dev.windlass.runtime.topics.KafkaConnection;
import dev.windlass.runtime.topics.Topic;
import dev.windlass.schemas.wire.DecodeFailure;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Where every cluster is, in memory: a copy of windlass.state that any instance may answer questions from. It follows the planner
 * by some milliseconds. Thread-safe.
 */
public final class StateReplica implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(250);

    private final Brokers brokers;
    private final Codecs codecs;
    private final KafkaLoop loop;
    private final Latch caughtUp;
    private final Map<ClusterName, ClusterState> states = new ConcurrentHashMap<>();
    private final Map<ClusterName, String> unreadable = new ConcurrentHashMap<>();

    public StateReplica(Brokers brokers, Codecs codecs, Clockwork clockwork) {
        this.brokers = brokers;
        this.codecs = codecs;
        this.loop = new KafkaLoop("state replica", clockwork, this::generation);
        this.caughtUp = new Latch(clockwork);
    }

    /** Returns at once; {@link #caughtUp} says when it knows everything. */
    public void start() {
        loop.start();
    }

    /** Empty for a cluster that was never asked anything of. */
    public Optional<ClusterState> state(ClusterName cluster) {
        return Optional.ofNullable(states.get(cluster));
    }

    /** All that are known, by name. */
    public List<ClusterState> states() {
        return states.values().stream()
                .sorted(java.util.Comparator.comparing(ClusterState::cluster))
                .toList();
    }

    /** Clusters whose snapshot can't be read, and why. */
    public Map<ClusterName, String> unreadable() {
        return Map.copyOf(unreadable);
    }

    /** Whether everything was read that was there at the start. */
    public boolean caughtUp() {
        return caughtUp.isOpen();
    }

    /** Waits for {@link #caughtUp}. */
    public boolean awaitCaughtUp(Duration atMost) throws InterruptedException {
        return caughtUp.await(atMost);
    }

    public LoopStatus status() {
        return loop.status();
    }

    @Override
    public void close() {
        loop.close(Duration.ofSeconds(5));
    }

    private void generation(KafkaLoop running) {
        var partitions = IntStream.range(0, brokers.home().partitions())
                .mapToObj(number -> new TopicPartition(Topic.STATE.topicName(), number))
                .toList();
        var consumer = brokers.consumer("windlass-state-replica", Map.of());
        try {
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            while (running.running()) {
                consumer.poll(POLL).forEach(this::take);
                if (!running.status().running() && reached(consumer, ends)) {
                    caughtUp.open();
                    running.working();
                }
            }
        } finally {
            KafkaConnection.drop(consumer);
        }
    }

    private static boolean reached(Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    /** Whoever begins to read anew sees the past first. */
    private static ClusterState newer(ClusterState former, ClusterState read) {
        return read.sequence() < former.sequence() ? former : read;
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        ClusterName cluster;
        try {
            cluster = new ClusterName(new String(record.key(), StandardCharsets.UTF_8));
        } catch (RuntimeException e) {
            return;
        }
        try {
            if (record.value() == null) {
                states.remove(cluster);
            } else {
                states.merge(cluster, codecs.states().decode(record.value()), StateReplica::newer);
            }
            unreadable.remove(cluster);
        } catch (DecodeFailure e) {
            unreadable.put(cluster, e.reason() + ": " + e.getMessage());
        }
    }
}
