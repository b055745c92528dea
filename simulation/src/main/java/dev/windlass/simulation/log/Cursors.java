package dev.windlass.simulation.log;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** The partitions that a consumer has, and where it is in each. Used by the consumer's thread, under the log's lock where it reads. */
final class Cursors {
    static final Comparator<TopicPartition> IN_ORDER =
            Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition);

    /** Nobody has said yet where to begin. */
    private static final long UNKNOWN = -1;

    private final SimulatedKafka kafka;
    private final Runnable wake;
    private final int most;
    private final Map<TopicPartition, Cursor> all = new TreeMap<>(IN_ORDER);
    /** The same, for walks without an iterator. */
    private List<Cursor> list = List.of();

    private int turn;
    private boolean positioned = true;

    private static final class Cursor {
        private final Partition partition;
        private long position = UNKNOWN;
        private boolean paused;

        Cursor(Partition partition) {
            this.partition = partition;
        }

        boolean readable() {
            return !paused && position != UNKNOWN && position < partition.lastStableOffset();
        }
    }

    Cursors(SimulatedKafka kafka, int most, Runnable wake) {
        this.kafka = kafka;
        this.most = most;
        this.wake = wake;
    }

    // ---- which

    Set<TopicPartition> names() {
        return new LinkedHashSet<>(all.keySet());
    }

    /** Those that stay keep their positions. */
    void become(Collection<TopicPartition> partitions) {
        synchronized (kafka) {
            for (var cursor : list) {
                if (!partitions.contains(cursor.partition.name())) {
                    all.remove(cursor.partition.name());
                    cursor.partition.unwatch(wake);
                }
            }
            for (var name : partitions) {
                if (!all.containsKey(name)) {
                    var cursor = new Cursor(kafka.partition(name));
                    cursor.partition.watch(wake);
                    all.put(name, cursor);
                }
            }
            list = List.copyOf(all.values());
            positioned = list.stream().noneMatch(cursor -> cursor.position == UNKNOWN);
        }
    }

    // ---- where

    void seek(TopicPartition name, long offset) {
        of(name).position = offset;
        positioned = list.stream().noneMatch(cursor -> cursor.position == UNKNOWN);
    }

    /** Whether it is known of each where to begin. */
    boolean positioned() {
        return positioned;
    }

    Set<TopicPartition> unpositioned() {
        var names = new LinkedHashSet<TopicPartition>();
        list.stream()
                .filter(cursor -> cursor.position == UNKNOWN)
                .forEach(cursor -> names.add(cursor.partition.name()));
        return names;
    }

    /** Begins where the group was, and at the beginning where that is not known. */
    void begin(Set<TopicPartition> names, Map<TopicPartition, OffsetAndMetadata> committed) {
        for (var name : names) {
            var offset = committed.get(name);
            seek(name, offset == null ? 0 : offset.offset());
        }
    }

    boolean knows(TopicPartition name) {
        return of(name).position != UNKNOWN;
    }

    long position(TopicPartition name) {
        return of(name).position;
    }

    private Cursor of(TopicPartition name) {
        var cursor = all.get(name);
        if (cursor == null) {
            throw new IllegalStateException("No current assignment for partition " + name);
        }
        return cursor;
    }

    // ---- whether

    void pause(Collection<TopicPartition> names, boolean paused) {
        names.forEach(name -> of(name).paused = paused);
    }

    Set<TopicPartition> paused() {
        var names = new LinkedHashSet<TopicPartition>();
        for (var cursor : list) {
            if (cursor.paused) {
                names.add(cursor.partition.name());
            }
        }
        return names;
    }

    // ---- reading

    boolean readable() {
        for (var i = 0; i < list.size(); i++) {
            if (list.get(i).readable()) {
                return true;
            }
        }
        return false;
    }

    /** @return null when no position moved; none but moved past aborted records and markers is empty records */
    @Nullable
    ConsumerRecords<byte[], byte[]> read() {
        var found = new LinkedHashMap<TopicPartition, List<ConsumerRecord<byte[], byte[]>>>();
        var next = new LinkedHashMap<TopicPartition, OffsetAndMetadata>();
        var left = most;
        for (var i = 0; i < list.size() && left > 0; i++) {
            // Whoever was first is last the next time: a full partition must not keep the others unread.
            var cursor = list.get((turn + i) % list.size());
            if (cursor.readable()) {
                var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
                cursor.position = cursor.partition.read(cursor.position, left, records);
                next.put(cursor.partition.name(), new OffsetAndMetadata(cursor.position));
                if (!records.isEmpty()) {
                    found.put(cursor.partition.name(), records);
                    left -= records.size();
                }
            }
        }
        turn = list.isEmpty() ? 0 : (turn + 1) % list.size();
        return next.isEmpty() ? null : new ConsumerRecords<>(found, next);
    }
}
