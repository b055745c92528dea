package dev.windlass.runtime.planner;

import dev.windlass.clockwork.Clockwork;
import dev.windlass.core.cluster.ClusterName;
import dev.windlass.core.upgrade.UpgradeProcess;
import dev.windlass.runtime.codec.Codecs;
import dev.windlass.runtime.deadletters.DeadLetters;
import dev.windlass.runtime.loop.KafkaLoop;
import dev.windlass.runtime.topics.Brokers;
import dev.windlass.runtime.topics.Home;
import dev.windlass.runtime.topics.KafkaConnection;
import dev.windlass.runtime.topics.LogEnds;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.RangeAssignor;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * The planner: reads requests and reports, decides, and writes events and snapshots, each input exactly once.
 *
 * <p>Several instances share the partitions and take over from each other. Each partition has one transactional id; who is assigned
 * the partition takes the id, which fences whoever had it, and then restores the state. Input offsets, events and snapshots are
 * one transaction. Whatever fails, everything is dropped and taken up again from what is committed.
 *
 * <p>Thread-safe.
 */
public final class PlannerLoop implements AutoCloseable {
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(10);

    private final Brokers brokers;
    private final Codecs codecs;
    private final PlannerSettings settings;
    private final Clockwork clockwork;
    private final Decider decider;
    private final Checkpoint checkpoint;
    private final KafkaLoop loop;
    private volatile Set<Integer> partitions = Set.of();
    private volatile Map<ClusterName, String> stopped = Map.of();

    public PlannerLoop(Brokers brokers, Codecs codecs, PlannerSettings settings, Clockwork clockwork) {
        this(brokers, codecs, settings, clockwork, UpgradeProcess::decide, Checkpoint.NONE);
    }

    PlannerLoop(
            Brokers brokers,
            Codecs codecs,
            PlannerSettings settings,
            Clockwork clockwork,
            Decider decider,
            Checkpoint checkpoint) {
        this.brokers = brokers;
        this.codecs = codecs;
        this.settings = settings;
        this.clockwork = clockwork;
        this.decider = decider;
        this.checkpoint = checkpoint;
        this.loop = new KafkaLoop("planner", clockwork, this::generation);
    }

    /** Returns at once; {@link #status} says how it goes. */
    public void start() {
        loop.start();
    }

    public PlannerStatus status() {
        return new PlannerStatus(loop.status(), partitions, stopped);
    }

    /** Ends the turn in hand, leaves the group so that others take over at once, and returns. */
    @Override
    public void close() {
        loop.close(CLOSE_WITHIN);
    }

    private void generation(KafkaLoop running) {
        var home = brokers.home();
        var consumer = consumer();
        try (var ends = brokers.logEnds()) {
            var gate = new TimeGate(consumer, ends, settings.grace(), clockwork);
            new PlannerGeneration(consumer, assigned -> takeOver(home, ends, assigned), gate, clockwork)
                    .run(running, this::observe);
        } finally {
            KafkaConnection.close(consumer);
            observe(Set.of(), Map.of());
        }
    }

    private void observe(Set<Integer> owned, Map<ClusterName, String> stoppedOfThese) {
        if (!partitions.equals(owned)) {
            partitions = Set.copyOf(owned);
        }
        stopped = stoppedOfThese;
    }

    private Map<Integer, PartitionPlanner> takeOver(Home home, LogEnds ends, Collection<Integer> assigned) {
        var producers = new HashMap<Integer, Producer<byte[], byte[]>>();
        try {
            for (var partition : assigned) {
                var producer = producer(partition);
                producers.put(partition, producer);
                producer.initTransactions();
            }
            var deadLetters = new DeadLetters(codecs.deadLetters()::encode, "planner", clockwork);
            var restored =
                    new Restore(brokers, clockwork, ends, codecs, deadLetters, home, settings).partitions(assigned);
            var planners = new HashMap<Integer, PartitionPlanner>();
            producers.forEach((partition, producer) -> {
                var found = Objects.requireNonNull(restored.get(partition));
                var planner = new PartitionPlanner(
                        partition, home, codecs, deadLetters, decider, checkpoint, producer, found.clusters());
                planner.repair(found, clockwork.instant());
                planners.put(partition, planner);
            });
            return planners;
        } catch (RuntimeException e) {
            producers.values().forEach(producer -> producer.close(Duration.ZERO));
            throw e;
        }
    }

    private Consumer<byte[], byte[]> consumer() {
        return brokers.consumer(
                settings.group(),
                Map.of(
                        ConsumerConfig.GROUP_ID_CONFIG,
                        settings.group(),
                        // Gives the same partition numbers of both topics to the same member.
                        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                        RangeAssignor.class.getName(),
                        ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
                        (int) settings.sessionTimeout().toMillis(),
                        ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
                        (int) settings.sessionTimeout().toMillis() / 3,
                        ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG,
                        (int) settings.pollInterval().toMillis(),
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                        500,
                        ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                        500));
    }

    private Producer<byte[], byte[]> producer(int partition) {
        return brokers.producer(
                settings.transactionalId(partition),
                Map.of(
                        ProducerConfig.TRANSACTIONAL_ID_CONFIG, settings.transactionalId(partition),
                        ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                                (int) settings.transactionTimeout().toMillis(),
                        // The default of 100 ms is slept after nearly every commit, while its markers are still being
                        // written.
                        ProducerConfig.RETRY_BACKOFF_MS_CONFIG, 5,
                        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000,
                        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 10_000,
                        ProducerConfig.MAX_BLOCK_MS_CONFIG, 10_000));
    }
}
