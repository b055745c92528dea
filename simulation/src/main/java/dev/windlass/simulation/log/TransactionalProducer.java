package dev.windlass.simulation.log;

import dev.windlass.simulation.log.Link.Patience;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A producer of transactions. Records are appended when they are sent, where that is possible at once; else before the offsets or the
 * end of the transaction. Used by one thread.
 */
final class TransactionalProducer extends RefusingProducer {
    private static final int LONGEST_BLOCK_MS = 60_000;
    private static final int DELIVERY_MS = 120_000;
    private static final int TRANSACTION_MS = 60_000;

    private enum Phase {
        NEW,
        READY,
        IN_TRANSACTION,
        /** The end was asked for and no answer came. */
        ENDING,
        CLOSED
    }

    private final Patience patience;
    private final String name;
    private final long transactionNanos;
    private final Outgoing records = new Outgoing();
    private Phase phase = Phase.NEW;
    private @Nullable KafkaException failure;
    private boolean fatal;
    private int epoch = -1;
    private @Nullable Transaction transaction;

    TransactionalProducer(Link link, Settings settings) {
        super(link, settings.nanos(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_MS));
        this.patience = settings.patience(ProducerConfig.MAX_BLOCK_MS_CONFIG, LONGEST_BLOCK_MS);
        this.name = settings.text(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "");
        this.transactionNanos = settings.nanos(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_MS);
    }

    private TransactionalId id() {
        return link().kafka().transactionalId(name);
    }

    @Override
    public void initTransactions() {
        check(Phase.NEW);
        epoch = link().ask(
                        "InitProducerId",
                        patience,
                        () -> link().kafka().writable() ? id().take(transactionNanos) : null);
        phase = Phase.READY;
    }

    @Override
    public void beginTransaction() {
        check(Phase.READY);
        phase = Phase.IN_TRANSACTION;
    }

    @Override
    public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, @Nullable Callback callback) {
        check(Phase.IN_TRANSACTION);
        var pending = pending(record, callback);
        var tooLarge = tooLarge(pending);
        if (tooLarge != null) {
            failure = tooLarge;
            pending.fail(tooLarge);
            return pending.future();
        }
        link().cross("log.send.before");
        records.add(pending);
        if (appendAll()) {
            link().cross("log.send.after");
        }
        return pending.future();
    }

    /** @return whether all is in the log that was sent, or was given up */
    private boolean appendAll() {
        var kafka = link().kafka();
        synchronized (kafka) {
            if (records.appended()) {
                return true;
            }
            if (link().away() > 0 || !kafka.appendable()) {
                return false;
            }
            try {
                var open = transaction();
                if (open != null) {
                    records.append(open);
                }
                return open != null;
            } catch (ProducerFencedException e) {
                giveUp(new InvalidProducerEpochException(
                        "Producer attempted to produce with an old epoch (transactionalId %s)".formatted(name)));
                return true;
            }
        }
    }

    private @Nullable Transaction transaction() {
        var id = id();
        if (id.fenced(epoch)) {
            throw new ProducerFencedException(name);
        }
        if (transaction == null) {
            transaction = id.open(epoch);
        }
        return transaction;
    }

    private void giveUp(KafkaException why) {
        failure = why;
        records.failWaiting(why);
    }

    /** Until all is acknowledged that was sent, or given up. */
    private void arrive() {
        var deadline = link().nanos() + patience.allNanos();
        while (!acknowledged()) {
            var now = link().nanos();
            var waiting = records.waiting();
            if (waiting != null && now >= waiting.deadline()) {
                giveUp(new TimeoutException("Expiring records for transactionalId " + name));
            } else if (now >= deadline) {
                throw new TimeoutException("Timeout expired after %dms while awaiting the records of %s"
                        .formatted(patience.allNanos() / 1_000_000, name));
            } else {
                var wait = Math.max(patience.backoffNanos(), link().latency());
                link().parkUntil(Math.min(deadline, now + link().about(wait)));
            }
        }
        records.succeed();
        check(Phase.IN_TRANSACTION);
    }

    private boolean acknowledged() {
        return appendAll() && (records.isEmpty() || !link().kafka().held());
    }

    @Override
    public void flush() {
        arrive();
    }

    @Override
    public void sendOffsetsToTransaction(Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata group) {
        if (group.generationId() > 0 && group.memberId().isEmpty()) {
            throw new IllegalArgumentException(
                    "Passed in group metadata %s has generationId > 0 but the member.id is unknown".formatted(group));
        }
        check(Phase.IN_TRANSACTION);
        if (offsets.isEmpty()) {
            return;
        }
        link().cross("log.offsets.before");
        try {
            link().ask("TxnOffsetCommit", patience, () -> addOffsets(offsets, group));
        } catch (ProducerFencedException e) {
            fatal(e);
            throw e;
        } catch (TimeoutException e) {
            throw e;
        } catch (KafkaException e) {
            failure = e;
            throw e;
        }
    }

    private @Nullable Boolean addOffsets(Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata group) {
        if (!link().kafka().writable()) {
            return null;
        }
        var open = transaction();
        if (open == null) {
            return null;
        }
        var of = link().kafka().group(group.groupId());
        of.checkCommit(group.memberId(), group.generationId(), true);
        open.add(of.offsets(), offsets);
        return true;
    }

    @Override
    public void commitTransaction() {
        if (phase != Phase.ENDING) {
            check(Phase.IN_TRANSACTION);
            arrive();
        }
        end(true);
    }

    @Override
    public void abortTransaction() {
        if (fatal) {
            throwFailure();
        }
        failure = null;
        records.failWaiting(new KafkaException("The transaction was aborted"));
        end(false);
    }

    private void end(boolean commit) {
        var open = transaction;
        if (open != null) {
            phase = Phase.ENDING;
            link().cross("log.commit.before");
            try {
                epoch = link().ask("EndTxn(%b)".formatted(commit), patience, "log.commit.after", () -> {
                    if (!link().kafka().writable()) {
                        return null;
                    }
                    return id().end(epoch, open, commit);
                });
            } catch (ProducerFencedException | InvalidTxnStateException e) {
                fatal(e);
                throw e;
            }
        }
        transaction = null;
        records.clear();
        phase = Phase.READY;
    }

    private void fatal(KafkaException why) {
        failure = why;
        fatal = true;
    }

    private void check(Phase expected) {
        if (phase == Phase.CLOSED) {
            throw new IllegalStateException("Cannot perform operation after producer has been closed");
        }
        throwFailure();
        if (phase != expected) {
            throw new IllegalStateException("TransactionalId %s: Invalid transition attempted in state %s instead of %s"
                    .formatted(name, phase, expected));
        }
    }

    /** As the real one says it of an error that came earlier. */
    private void throwFailure() {
        if (failure instanceof ProducerFencedException) {
            throw new ProducerFencedException(
                    "Producer with transactionalId '%s' has been fenced by another producer".formatted(name));
        }
        if (failure instanceof InvalidProducerEpochException) {
            throw new InvalidProducerEpochException(
                    "Producer with transactionalId '%s' attempted to produce with an old epoch".formatted(name));
        }
        if (failure != null) {
            throw new KafkaException("Cannot execute transactional method because we are in an error state", failure);
        }
    }

    /** With no time at all it leaves an open transaction to the brokers; else it aborts it. */
    @Override
    public void close(Duration timeout) {
        if (phase == Phase.CLOSED) {
            return;
        }
        try {
            var open = transaction;
            if (!timeout.isZero() && open != null && failure == null) {
                abortWithin(timeout, open);
            }
        } finally {
            phase = Phase.CLOSED;
            records.failWaiting(new KafkaException("Producer is closed forcefully."));
        }
    }

    private void abortWithin(Duration timeout, Transaction open) {
        try {
            link().ask("EndTxn", patience.within(timeout), () -> id().end(epoch, open, false));
        } catch (TimeoutException | ProducerFencedException e) {
            // It ends by its own time, or has ended.
            failure = e;
        }
    }
}
