package dev.windlass.simulation.log;

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
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
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
    private final Cursors cursors;
    private final Fetching fetching;
    private final OffsetCalls calls;
    private @Nullable Membership membership;
    private volatile @Nullable Thread sleeper;
    private volatile boolean awake;
    private boolean assigned;
    private boolean closed;

    SimulatedConsumer(Link link, String clientId, Settings settings) {
        super(settings.nanos(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, API_MS));
        this.link = link;
        this.clientId = clientId;
        this.settings = settings;
        this.groupId = settings.text(ConsumerConfig.GROUP_ID_CONFIG, "");
        this.calls =
                new OffsetCalls(link, settings.patience(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, API_MS), groupId);
        this.cursors =
                new Cursors(link.kafka(), settings.number(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 500), this::unpark);
        this.fetching = new Fetching(link, cursors);
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
        var manners = Member.Manners.of(settings);
        membership = new Membership(link, clientId, groupId, manners, topics, listener, cursors, this::unpark);
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
                var records = fetching.arrived();
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
        var next = fetching.arrival();
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
                cursors.begin(names, calls.beginnings(names, Duration.ofNanos(within)));
            } catch (org.apache.kafka.common.errors.TimeoutException e) {
                // The poll is over.
                fetching.drop();
            }
        }
    }

    @Override
    public void seek(TopicPartition partition, long offset) {
        open();
        cursors.seek(partition, offset);
        fetching.drop();
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
    public long position(TopicPartition partition, Duration timeout) {
        open();
        if (!cursors.knows(partition)) {
            var names = Set.of(partition);
            cursors.begin(names, groupId.isEmpty() ? Map.of() : calls.beginnings(names, timeout));
        }
        return cursors.position(partition);
    }

    @Override
    public Map<TopicPartition, Long> endOffsets(Collection<TopicPartition> partitions, Duration timeout) {
        open();
        return calls.ends(partitions, timeout);
    }

    // ---- offsets

    /** Null for a partition of which nothing is committed, as the real one has it. */
    @Override
    public Map<TopicPartition, OffsetAndMetadata> committed(Set<TopicPartition> partitions, Duration timeout) {
        open();
        var known = calls.committed(partitions, timeout);
        var all = new LinkedHashMap<TopicPartition, @Nullable OffsetAndMetadata>();
        partitions.forEach(partition -> all.put(partition, known.get(partition)));
        return all;
    }

    @Override
    public void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets, Duration timeout) {
        open();
        link.cross("log.offsets.before");
        calls.commit(offsets, timeout, membership);
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
        fetching.drop();
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
