package dev.windlass.simulation.log;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** How far a group has read, as far as it is committed. Guarded by the log's lock. */
final class GroupOffsets {
    private final Map<TopicPartition, OffsetAndMetadata> committed = new LinkedHashMap<>();
    /** What was committed once, whatever the brokers remember. */
    private final Map<TopicPartition, Long> furthest = new HashMap<>();

    private final Map<TopicPartition, Set<Transaction>> pending = new HashMap<>();

    void commit(Map<TopicPartition, OffsetAndMetadata> offsets) {
        committed.putAll(offsets);
        offsets.forEach((partition, offset) -> furthest.merge(partition, offset.offset(), Math::max));
    }

    /** Whether whoever begins there reads what the group has read before. */
    boolean areBehind(Collection<TopicPartition> partitions) {
        return partitions.stream().anyMatch(partition -> {
            var offset = committed.get(partition);
            return (offset == null ? 0 : offset.offset()) < furthest.getOrDefault(partition, 0L);
        });
    }

    void pending(Transaction transaction, Collection<TopicPartition> partitions) {
        partitions.forEach(partition ->
                pending.computeIfAbsent(partition, none -> new HashSet<>()).add(transaction));
    }

    void finish(Transaction transaction, Map<TopicPartition, OffsetAndMetadata> offsets) {
        if (transaction.isCommitted()) {
            commit(offsets);
        }
        offsets.keySet()
                .forEach(partition -> pending.computeIfPresent(partition, (same, transactions) -> {
                    transactions.remove(transaction);
                    return transactions.isEmpty() ? null : transactions;
                }));
    }

    /** @return those that are known; null while a transaction may still change one of them */
    @Nullable
    Map<TopicPartition, OffsetAndMetadata> stable(Collection<TopicPartition> partitions) {
        var found = new LinkedHashMap<TopicPartition, OffsetAndMetadata>();
        for (var partition : partitions) {
            if (pending.containsKey(partition)) {
                return null;
            }
            var offset = committed.get(partition);
            if (offset != null) {
                found.put(partition, offset);
            }
        }
        return found;
    }

    /** The brokers have forgotten all of them. */
    void forget() {
        committed.clear();
    }

    /** The brokers remember only older ones. */
    void goBack(int records) {
        committed.replaceAll((partition, offset) -> new OffsetAndMetadata(Math.max(0, offset.offset() - records)));
    }
}
