package dev.windlass.simulation.log;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** A transaction, as the brokers know it. Guarded by the log's lock. */
final class Transaction {
    /** How far it is. What is decided is then written into each partition and group, one by one. */
    private enum Phase {
        OPEN,
        COMMITTED,
        ABORTED
    }

    private final long deadline;
    private final List<Entry> entries = new ArrayList<>();
    private final Set<Partition> partitions = new LinkedHashSet<>();
    private final Map<GroupOffsets, Map<TopicPartition, OffsetAndMetadata>> offsets = new LinkedHashMap<>();
    private Phase phase = Phase.OPEN;

    /** @param deadline when the brokers abort it, in the brokers' nanoseconds */
    Transaction(long deadline) {
        this.deadline = deadline;
    }

    long deadline() {
        return deadline;
    }

    boolean isOpen() {
        return phase == Phase.OPEN;
    }

    boolean isCommitted() {
        return phase == Phase.COMMITTED;
    }

    Entry append(Draft draft) {
        var entry = draft.partition().append(draft, this);
        entries.add(entry);
        partitions.add(draft.partition());
        return entry;
    }

    void add(GroupOffsets group, Map<TopicPartition, OffsetAndMetadata> more) {
        offsets.computeIfAbsent(group, none -> new LinkedHashMap<>()).putAll(more);
        group.pending(this, more.keySet());
    }

    void decide(boolean commit, LogObserver observer) {
        phase = commit ? Phase.COMMITTED : Phase.ABORTED;
        if (commit) {
            for (var entry : entries) {
                var draft = entry.lost() ? null : entry.committed();
                if (draft != null) {
                    var name = draft.partition().name();
                    observer.committed(name.topic(), name.partition(), entry.offset(), draft.key(), draft.value());
                }
            }
            observer.read(positions());
        }
    }

    private Map<TopicPartition, OffsetAndMetadata> positions() {
        var positions = new LinkedHashMap<TopicPartition, OffsetAndMetadata>();
        offsets.values().forEach(positions::putAll);
        return positions;
    }

    /** What is to be written after the decision: a marker into each partition, and the offsets of each group. */
    List<Runnable> markers() {
        var markers = new ArrayList<Runnable>();
        partitions.forEach(partition -> markers.add(() -> partition.finish(this)));
        offsets.forEach((group, positions) -> markers.add(() -> group.finish(this, positions)));
        return markers;
    }
}
