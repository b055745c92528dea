package dev.windlass.simulation.log;

import dev.windlass.simulation.log.Link.Patience;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.RangeAssignor;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidGroupIdException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;

/** A consumer of committed records, with the classic group protocol. Used by one thread, but for {@link #wakeup}. */
final class SimulatedConsumer extends RefusingConsumer {
    private static final int API_MS = 10_000;

    private final Link link;
    private final String clientId;
    private final Settings settings;
    private final String groupId;
    private final Patience patience;
    private final Cursors cursors;
    private @Nullable Membership membership;
    private volatile @Nullable Thread sleeper;
    private volatile boolean awake;
    private boolean assigned;
    private boolean closed;
    /** When what is there now has travelled here, in the process's nanoseconds; none is under way when negative. */
    private long arrival = -1;

    SimulatedConsumer(Link link, String clientId, Settings settings) {
        this.link = link;
        this.clientId = clientId;
        this.settings = settings;
        this.groupId = settings.text(ConsumerConfig.GROUP_ID_CONFIG, "");
        this.patience = settings.patience(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, API_MS);
        this.cursors =
                new Cursors(link.kafka(), settings.number(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 500), this::unpark);
    }

    // ---- what to read

    @Override
    public void subscribe(Collection<String> topics, ConsumerRebalanceListener listener) {
        open();
        if (groupId.isEmpty()) {
            throw new InvalidGroupIdException("To use the group management or offset commit APIs, you must provide a"
                    + " valid group.id in the consumer configuration.");
        }
        if (assigned || membership != null) {
            throw new IllegalStateException("the simulated log has one subscription or assignment for each consumer");
        }
        var session = settings.nanos(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 45_000);
        var manners = new Member.Manners(
                session,
                settings.nanos(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 3_000),
                settings.nanos(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, 300_000),
                assignor());
        membership = new Membership(link, clientId, groupId, manners, topics, listener, cursors, this::unpark);
    }

    private ConsumerPartitionAssignor assignor() {
        var name = settings.text(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, RangeAssignor.class.getName());
        if (name.equals(RangeAssignor.class.getName())) {
            return new RangeAssignor();
        }
        if (name.equals(CooperativeStickyAssignor.class.getName())) {
            return new CooperativeStickyAssignor();
        }
        throw new UnsupportedOperationException("the simulated log does not know " + name);
    }

    @Override
    public void assign(Collection<TopicPartition> partitions) {
        open();
        if (membership != null) {
            throw new IllegalStateException("Subscription to topics, partitions and pattern are mutually exclusive");
        }
        assigned = true;
        cursors.become(partitions);
    }

    @Override
    public Set<TopicPartition> assignment() {
        open();
        return cursors.names();
    }

    @Override
    public Set<String> subscription() {
        open();
        return membership == null ? Set.of() : membership.topics();
    }

    // ---- poll

    @Override
    public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        open();
        if (membership == null && !assigned) {
            throw new IllegalStateException("Consumer is not subscribed to any topics or assigned any partitions");
        }
        link.cross("log.poll.before");
        var records = poll(link.nanos() + Math.min(timeout.toMillis(), Integer.MAX_VALUE) * 1_000_000L);
        link.cross("log.poll.after");
        return records;
    }

    private ConsumerRecords<byte[], byte[]> poll(long deadline) {
        var of = membership;
        if (of != null) {
            of.polling(true);
        }
        sleeper = Thread.currentThread();
        try {
            while (true) {
                stopIfToldTo();
                if (of != null) {
                    of.turn();
                }
                if (!cursors.positioned()) {
                    begin(deadline);
                }
                var records = fetch();
                if (records != null) {
                    return records;
                }
                var left = Math.min(deadline, next(of)) - link.nanos();
                if (link.nanos() >= deadline) {
                    return ConsumerRecords.empty();
                }
                if (left > 0) {
                    link.park(left);
                }
            }
        } finally {
            sleeper = null;
            if (of != null) {
                of.polling(false);
            }
        }
    }

    private void stopIfToldTo() {
        if (awake) {
            awake = false;
            throw new WakeupException();
        }
        if (Thread.interrupted()) {
            throw new InterruptException(new InterruptedException());
        }
    }

    /** When there may be something to do although nobody unparks this thread. */
    private long next(@Nullable Membership of) {
        var next = arrival >= 0 ? arrival : Long.MAX_VALUE;
        if (of != null) {
            next = Math.min(next, of.nextTurn());
        }
        var away = link.away();
        if (away > 0) {
            // Nothing is heard before, whatever was said.
            next = link.nanos() + away;
        }
        return next;
    }

    /** What is new starts its way here when it is there and somebody polls; it comes when it has travelled. */
    private @Nullable ConsumerRecords<byte[], byte[]> fetch() {
        synchronized (link.kafka()) {
            if (!cursors.readable() || link.away() > 0) {
                arrival = -1;
                return null;
            }
            if (arrival < 0) {
                arrival = link.nanos() + link.latency();
                return null;
            }
            if (link.nanos() < arrival) {
                return null;
            }
            arrival = -1;
            return cursors.read();
        }
    }

    private void unpark() {
        LockSupport.unpark(sleeper);
    }

    @Override
    public void wakeup() {
        awake = true;
        unpark();
    }

    // ---- where to begin

    /** Tries to find out where to begin until the deadline; what is not known then is asked for by the next poll. */
    private void begin(long deadline) {
        var names = cursors.unpositioned();
        if (groupId.isEmpty()) {
            cursors.begin(names, Map.of());
            return;
        }
        var within = deadline - link.nanos();
        if (within > 0 && link.away() == 0) {
            try {
                cursors.begin(names, fetchOffsets(names, Duration.ofNanos(within)));
            } catch (org.apache.kafka.common.errors.TimeoutException e) {
                // The poll is over.
                arrival = -1;
            }
        }
    }

    private Map<TopicPartition, OffsetAndMetadata> fetchOffsets(Set<TopicPartition> names, Duration within) {
        return link.ask("the committed offsets of " + names, patience.within(within), () -> {
            var offsets = link.kafka().group(groupId).offsets();
            return offsets.stable(names);
        });
    }

    @Override
    public void seek(TopicPartition partition, long offset) {
        open();
        cursors.seek(partition, offset);
        arrival = -1;
    }

    @Override
    public void seek(TopicPartition partition, OffsetAndMetadata offset) {
        seek(partition, offset.offset());
    }

    @Override
    public void seekToBeginning(Collection<TopicPartition> partitions) {
        open();
        var all = partitions.isEmpty() ? cursors.names() : partitions;
        all.forEach(partition -> seek(partition, 0));
    }

    @Override
    public void seekToEnd(Collection<TopicPartition> partitions) {
        var all = partitions.isEmpty() ? cursors.names() : partitions;
        endOffsets(all).forEach(this::seek);
    }

    @Override
    public long position(TopicPartition partition) {
        return position(partition, Duration.ofNanos(patience.allNanos()));
    }

    @Override
    public long position(TopicPartition partition, Duration timeout) {
        open();
        if (!cursors.knows(partition)) {
            var names = Set.of(partition);
            cursors.begin(names, groupId.isEmpty() ? Map.of() : fetchOffsets(names, timeout));
        }
        return cursors.position(partition);
    }

    @Override
    public Map<TopicPartition, Long> endOffsets(Collection<TopicPartition> partitions) {
        return endOffsets(partitions, Duration.ofNanos(patience.allNanos()));
    }

    @Override
    public Map<TopicPartition, Long> endOffsets(Collection<TopicPartition> partitions, Duration timeout) {
        open();
        return link.ask("the ends of " + partitions, patience.within(timeout), () -> {
            var ends = new LinkedHashMap<TopicPartition, Long>();
            partitions.forEach(
                    name -> ends.put(name, link.kafka().partition(name).lastStableOffset()));
            return ends;
        });
    }

    // ---- offsets

    @Override
    public Map<TopicPartition, OffsetAndMetadata> committed(Set<TopicPartition> partitions) {
        return committed(partitions, Duration.ofNanos(patience.allNanos()));
    }

    /** Null for a partition of which nothing is committed, as the real one has it. */
    @Override
    public Map<TopicPartition, OffsetAndMetadata> committed(Set<TopicPartition> partitions, Duration timeout) {
        open();
        var known = fetchOffsets(partitions, timeout);
        var all = new LinkedHashMap<TopicPartition, @Nullable OffsetAndMetadata>();
        partitions.forEach(partition -> all.put(partition, known.get(partition)));
        return all;
    }

    @Override
    public void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets) {
        commitSync(offsets, Duration.ofNanos(patience.allNanos()));
    }

    @Override
    public void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets, Duration timeout) {
        open();
        link.cross("log.offsets.before");
        link.ask("the commit of offsets", patience.within(timeout), () -> {
            if (!link.kafka().writable()) {
                return null;
            }
            var group = link.kafka().group(groupId);
            if (membership == null) {
                group.checkCommit("", -1, false);
            } else {
                membership.checkCommit();
            }
            group.offsets().commit(offsets);
            return true;
        });
    }

    @Override
    public ConsumerGroupMetadata groupMetadata() {
        open();
        return membership == null ? new ConsumerGroupMetadata(groupId) : membership.metadata();
    }

    // ---- pausing

    @Override
    public Set<TopicPartition> paused() {
        open();
        return cursors.paused();
    }

    @Override
    public void pause(Collection<TopicPartition> partitions) {
        open();
        cursors.pause(partitions, true);
        arrival = -1;
    }

    @Override
    public void resume(Collection<TopicPartition> partitions) {
        open();
        cursors.pause(partitions, false);
    }

    // ---- the end

    private void open() {
        if (closed) {
            throw new IllegalStateException("This consumer has already been closed.");
        }
    }

    @Override
    public void close() {
        close(CloseOptions.timeout(Duration.ofSeconds(30)));
    }

    @Override
    public void close(Duration timeout) {
        close(CloseOptions.timeout(timeout));
    }

    @Override
    public void close(CloseOptions options) {
        if (closed) {
            return;
        }
        try {
            if (membership != null) {
                membership.close();
            }
        } finally {
            closed = true;
            cursors.become(new TreeSet<>(Cursors.IN_ORDER));
        }
    }
}
