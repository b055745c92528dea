package dev.windlass.simulation.log;

import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Told what becomes durable, at once and in that order. Called under the log's lock: it must not wait and must not call a client. */
public interface LogObserver {
    /** Sees nothing. */
    LogObserver NONE = (topic, partition, offset, key, value) -> {};

    /** A record of a transaction that is committed now; readers may see it a little later. All of one transaction come together. */
    void committed(String topic, int partition, long offset, byte @Nullable [] key, byte @Nullable [] value);

    /** A record outside of transactions that can't be lost any more; its sender may not know yet. */
    default void appended(String topic, int partition, long offset, byte @Nullable [] key, byte @Nullable [] value) {
        committed(topic, partition, offset, key, value);
    }

    /**
     * How far a group has read, as a transaction says that is committed now. Comes after the transaction's records, and of a transaction
     * without offsets too.
     */
    default void read(Map<TopicPartition, OffsetAndMetadata> upTo) {}

    /** A member of a group begins to read before the place up to which the group has read already. */
    default void readsAgain(String group) {}

    /** A producer has taken a transactional id: whoever it belongs to is about to go on from what is recorded. */
    default void taken(String transactionalId) {}
}
