package dev.windlass.simulation.log;

import dev.windlass.clockwork.Clockwork;
import dev.windlass.runtime.topics.Brokers;
import dev.windlass.runtime.topics.Topic;
import dev.windlass.simulation.time.Crossing;
import dev.windlass.simulation.time.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * The brokers of one simulated world, with the topics of {@link Topic}. What they do later they put on the timeline. Its lock guards
 * all that they know and nobody waits with it, so it may be used by a simulation's one thread as well as by many.
 */
public final class SimulatedKafka {
    private static final Node BROKER = new Node(1, "broker", 9092);
    private static final long LONGEST_HOP_NANOS = 3_000_000;

    private final Timeline timeline;
    private final Instant start;
    private final RandomGenerator chance;
    private final LogObserver observer;
    private final int partitionCount;
    private final Map<TopicPartition, Partition> partitions = new LinkedHashMap<>();
    private final Cluster cluster;
    private final Map<String, ConsumerGroup> groups = new LinkedHashMap<>();
    private final Map<String, TransactionalId> transactionalIds = new HashMap<>();
    private final Map<String, Link> links = new LinkedHashMap<>();
    private final Map<String, Network> networks = new HashMap<>();
    private final Network everybody = new Network();
    private final LogFaults faults = new LogFaults(this);
    private long refusingUntil = Long.MIN_VALUE;
    private boolean held;

    /**
     * @param partitions how many each topic has that is partitioned by cluster
     * @param chance of the brokers themselves; each process has its own
     */
    public SimulatedKafka(Timeline timeline, int partitions, RandomGenerator chance, LogObserver observer) {
        this.timeline = timeline;
        this.start = timeline.instant();
        this.chance = chance;
        this.observer = observer;
        this.partitionCount = partitions;
        var infos = new ArrayList<PartitionInfo>();
        for (var topic : Topic.values()) {
            for (var number = 0; number < partitions(topic); number++) {
                var name = new TopicPartition(topic.topicName(), number);
                this.partitions.put(name, new Partition(name, topic.mostBytes(), observer));
                var replicas = new Node[] {BROKER};
                infos.add(new PartitionInfo(topic.topicName(), number, BROKER, replicas, replicas));
            }
        }
        this.cluster = new Cluster("simulated", List.of(BROKER), infos, java.util.Set.of(), java.util.Set.of());
    }

    /**
     * The brokers as one process reaches them. Whoever was called so before and is dead is somebody else.
     *
     * @param crossing told of log.poll.before, log.poll.after, log.send.before, log.send.after (appended and not acknowledged),
     *     log.offsets.before, log.commit.before and log.commit.after (committed, and the caller does not know)
     * @param latency how long its requests take, and how its clients back off
     */
    public Brokers brokers(String process, Clockwork clockwork, Crossing crossing, RandomGenerator latency) {
        synchronized (this) {
            var link = links.get(process);
            if (link == null || link.isDead()) {
                link = new Link(this, process, clockwork, crossing, latency);
                links.put(process, link);
            }
            return new SimulatedBrokers(link);
        }
    }

    /** The process has died: it sends no heartbeat, and what its clients have not yet sent is gone. */
    public synchronized void kill(String process) {
        var link = links.get(process);
        if (link != null) {
            link.die();
            silent(process);
        }
    }

    /** The process stands still: it sends no heartbeat until {@link #resume}. */
    public synchronized void pause(String process) {
        var link = links.get(process);
        if (link != null) {
            link.pause();
            silent(process);
        }
    }

    public synchronized void resume(String process) {
        var link = links.get(process);
        if (link != null) {
            link.resume();
            groups.values().forEach(group -> group.resumed(link));
        }
    }

    public LogFaults faults() {
        return faults;
    }

    // ---- what the clients find

    Timeline timeline() {
        return timeline;
    }

    LogObserver observer() {
        return observer;
    }

    Cluster cluster() {
        return cluster;
    }

    int partitions() {
        return partitionCount;
    }

    private int partitions(Topic topic) {
        return topic.partitionedByCluster() ? partitionCount : 1;
    }

    int partitions(String topic) {
        return cluster.partitionsForTopic(topic).size();
    }

    Partition partition(TopicPartition name) {
        var found = partitions.get(name);
        if (found == null) {
            throw new UnknownTopicOrPartitionException("there is no " + name);
        }
        return found;
    }

    ConsumerGroup group(String id) {
        return groups.computeIfAbsent(id, none -> new ConsumerGroup(this));
    }

    Collection<ConsumerGroup> groups() {
        return groups.values();
    }

    TransactionalId transactionalId(String id) {
        return transactionalIds.computeIfAbsent(id, none -> new TransactionalId(this, id));
    }

    // ---- time and chance of the brokers

    /** Nanoseconds since the world began. */
    long now() {
        return at(timeline.instant());
    }

    long at(Instant instant) {
        return Duration.between(start, instant).toNanos();
    }

    /** Between two brokers. */
    long hop() {
        return chance.nextLong(LONGEST_HOP_NANOS / 60, LONGEST_HOP_NANOS);
    }

    RandomGenerator chance() {
        return chance;
    }

    void after(long nanos, Runnable what) {
        timeline.after(Duration.ofNanos(nanos), () -> {
            synchronized (this) {
                what.run();
            }
        });
    }

    // ---- faults

    Network network(String process) {
        return networks.computeIfAbsent(process, none -> new Network());
    }

    Network everybody() {
        return everybody;
    }

    void silent(String process) {
        var link = links.get(process);
        if (link != null) {
            groups.values().forEach(group -> group.silent(link));
        }
    }

    void heal() {
        everybody.heal();
        networks.values().forEach(Network::heal);
        refusingUntil = Long.MIN_VALUE;
    }

    void refuseWrites(long until) {
        refusingUntil = Math.max(refusingUntil, until);
    }

    /** Whether records may be appended. */
    boolean appendable() {
        return refusingUntil == Long.MIN_VALUE || now() >= refusingUntil;
    }

    /** Whether the brokers can remember anything, such as offsets and the end of a transaction. */
    boolean writable() {
        return !held && appendable();
    }

    /** Whether what is appended now may yet be lost. */
    synchronized boolean held() {
        return held;
    }

    void loseTail(Duration hold, Duration away) {
        if (held) {
            return;
        }
        held = true;
        partitions.values().forEach(Partition::hold);
        after(hold.toNanos(), () -> {
            partitions.values().forEach(Partition::loseTail);
            held = false;
            everybody.cut(now(), now() + away.toNanos());
        });
    }
}
