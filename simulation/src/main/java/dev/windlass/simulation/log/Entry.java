package dev.windlass.simulation.log;

import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/** A place in a partition: a record, or a marker that ends a transaction. Guarded by the log's lock. */
final class Entry {
    private static final Optional<Integer> FIRST_EPOCH = Optional.of(0);

    private final long offset;
    private final @Nullable Draft draft;
    private final @Nullable Transaction transaction;
    private boolean lost;

    /** @param draft null for a marker */
    Entry(long offset, @Nullable Draft draft, @Nullable Transaction transaction) {
        this.offset = offset;
        this.draft = draft;
        this.transaction = transaction;
    }

    long offset() {
        return offset;
    }

    @Nullable
    Transaction transaction() {
        return transaction;
    }

    /** The broker lost it before anyone but its producer knew of it. */
    boolean lost() {
        return lost;
    }

    void lose() {
        lost = true;
    }

    /** Null for what no reader of committed records sees. Asked below the last stable offset only. */
    @Nullable
    Draft committed() {
        return transaction == null || transaction.isCommitted() ? draft : null;
    }

    ConsumerRecord<byte[], byte[]> record(Draft of) {
        var partition = of.partition().name();
        return new ConsumerRecord<>(
                partition.topic(),
                partition.partition(),
                offset,
                of.timestamp(),
                TimestampType.CREATE_TIME,
                of.key() == null ? -1 : of.key().length,
                of.value() == null ? -1 : of.value().length,
                of.key(),
                of.value(),
                new RecordHeaders(of.headers()),
                FIRST_EPOCH);
    }
}
