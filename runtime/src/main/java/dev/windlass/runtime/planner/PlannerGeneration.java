package dev.windlass.runtime.planner;

import dev.windlass.core.cluster.ClusterName;
import dev.windlass.runtime.loop.KafkaLoop;
import dev.windlass.runtime.topics.Topic;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A planner from joining its group until anything fails. Used by the planner's thread only. */
final class PlannerGeneration implements ConsumerRebalanceListener {
    private static final Logger LOG = LoggerFactory.getLogger(PlannerGeneration.class);
    private static final Duration LONGEST_POLL = Duration.ofMillis(250);

    /** What is due may have to wait for the gate. */
    private static final Duration SHORTEST_POLL = Duration.ofMillis(20);

    /** Makes the planners of partitions that were just assigned: fences their former owners, then restores. */
    interface Takeover {
        Map<Integer, PartitionPlanner> of(Collection<Integer> partitions);
    }

    private final Consumer<byte[], byte[]> consumer;
    private final Takeover takeover;
    private final InstantSource clock;
    private final TimeGate gate;
    private final Map<Integer, PartitionPlanner> planners = new TreeMap<>();

    PlannerGeneration(Consumer<byte[], byte[]> consumer, Takeover takeover, TimeGate gate, InstantSource clock) {
        this.consumer = consumer;
        this.takeover = takeover;
        this.clock = clock;
        this.gate = gate;
    }

    /** @param observer is told after each turn what is owned and what is stopped */
    void run(KafkaLoop loop, java.util.function.BiConsumer<Set<Integer>, Map<ClusterName, String>> observer) {
        consumer.subscribe(List.of(Topic.REQUESTS.topicName(), Topic.REPORTS.topicName()), this);
        try {
            while (loop.running()) {
                var records = consumer.poll(untilNextDeadline());
                if (consumer.groupMetadata().generationId() >= 0) {
                    loop.working();
                }
                turn(records);
                observer.accept(planners.keySet(), stopped());
            }
        } finally {
            dropAll();
        }
    }

    private void turn(ConsumerRecords<byte[], byte[]> records) {
        var byPartition = new TreeMap<Integer, List<ConsumerRecord<byte[], byte[]>>>();
        records.forEach(record -> byPartition
                .computeIfAbsent(record.partition(), none -> new ArrayList<>())
                .add(record));
        byPartition.forEach((partition, batch) -> planner(partition).take(batch, consumer.groupMetadata(), now()));
        var now = now();
        gate.turn();
        planners.forEach((partition, planner) -> {
            if (!byPartition.containsKey(partition) && isDue(planner, now) && gate.open(inputs(partition))) {
                planner.tick(now, consumer.groupMetadata());
            }
        });
    }

    private PartitionPlanner planner(int partition) {
        var planner = planners.get(partition);
        if (planner == null) {
            throw new IllegalStateException(
                    "records of partition %d came, but %s are ours".formatted(partition, planners.keySet()));
        }
        return planner;
    }

    private static boolean isDue(PartitionPlanner planner, Instant now) {
        return planner.clusters()
                .nextDeadline()
                .map(deadline -> !deadline.isAfter(now))
                .orElse(false);
    }

    private Duration untilNextDeadline() {
        var now = now();
        var shortest = LONGEST_POLL;
        for (var planner : planners.values()) {
            var deadline = planner.clusters().nextDeadline();
            if (deadline.isPresent() && deadline.get().isBefore(now.plus(shortest))) {
                shortest = Duration.between(now, deadline.get());
            }
        }
        return shortest.compareTo(SHORTEST_POLL) < 0 ? SHORTEST_POLL : shortest;
    }

    /** Milliseconds are what records keep: live state and restored state must be equal. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private Map<ClusterName, String> stopped() {
        var all = new HashMap<ClusterName, String>();
        planners.values().forEach(planner -> all.putAll(planner.clusters().stopped()));
        return all;
    }

    // ---- ownership

    /** Offsets are fetched after this returns: by then nobody else can commit any. */
    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        var requests = numbers(partitions, Topic.REQUESTS);
        if (!requests.equals(numbers(partitions, Topic.REPORTS))) {
            throw new IllegalStateException(
                    "requests and reports of a cluster were given to different planners: " + partitions);
        }
        if (!requests.isEmpty()) {
            planners.putAll(takeover.of(requests));
            requests.forEach(this::goOnWhereOffsetsAreLost);
            gate.beQuiet();
        }
    }

    private void goOnWhereOffsetsAreLost(int partition) {
        var inputs = inputs(partition);
        var committed = consumer.committed(Set.copyOf(inputs));
        var known = planner(partition).clusters().inputs();
        for (var input : inputs) {
            var next = known.get(input.topic());
            if (next != null && committed.get(input) == null) {
                LOG.warn("the brokers have forgotten how far {} was read; the state says {}", input, next);
                consumer.seek(input, next);
            }
        }
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        partitions.forEach(revoked -> drop(revoked.partition()));
    }

    private void drop(int partition) {
        var planner = planners.remove(partition);
        if (planner != null) {
            planner.close();
        }
    }

    private void dropAll() {
        Set.copyOf(planners.keySet()).forEach(this::drop);
    }

    private static Set<Integer> numbers(Collection<TopicPartition> partitions, Topic topic) {
        var numbers = new TreeSet<Integer>();
        partitions.stream()
                .filter(partition -> partition.topic().equals(topic.topicName()))
                .forEach(partition -> numbers.add(partition.partition()));
        return numbers;
    }

    private static List<TopicPartition> inputs(int partition) {
        return List.of(
                new TopicPartition(Topic.REQUESTS.topicName(), partition),
                new TopicPartition(Topic.REPORTS.topicName(), partition));
    }
}
