package dev.windlass.simulation.log;

import dev.windlass.simulation.log.Link.Patience;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
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
    private final ArrayDeque<Pending> unsent = new ArrayDeque<>();
    private final List<Pending> sent = new ArrayList<>();
    private final List<Entry> entries = new ArrayList<>();
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
        unsent.add(pending);
        if (appendAll()) {
            link().cross("log.send.after");
        }
        return pending.future();
    }

    /** @return whether all is in the log that was sent */
    private boolean appendAll() {
        var kafka = link().kafka();
        synchronized (kafka) {
            if (unsent.isEmpty() && entries.stream().noneMatch(Entry::lost)) {
                return true;
            }
            if (link().away() > 0 || !kafka.appendable()) {
                return false;
            }
            try {
                var open = transaction();
                if (open == null) {
                    return false;
                }
                for (var i = 0; i < entries.size(); i++) {
                    if (entries.get(i).lost()) {
                        entries.set(i, open.append(sent.get(i).draft()));
                    }
                }
                while (!unsent.isEmpty()) {
                    entries.add(open.append(unsent.element().draft()));
                    sent.add(unsent.remove());
                }
                return true;
            } catch (ProducerFencedException e) {
                failUnsent(new InvalidProducerEpochException(
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

    private void failUnsent(KafkaException why) {
        failure = why;
        unsent.forEach(pending -> pending.fail(why));
        unsent.clear();
    }

    /** Until all is acknowledged that was sent, or given up. */
    private void arrive() {
        var deadline = link().nanos() + patience.allNanos();
        while (!acknowledged()) {
            var now = link().nanos();
            if (!unsent.isEmpty() && now >= unsent.element().deadline()) {
                failUnsent(new TimeoutException(
                        "Expiring %d record(s) for transactionalId %s".formatted(unsent.size(), name)));
            } else if (now >= deadline) {
                throw new TimeoutException("Timeout expired after %dms while awaiting the records of %s"
                        .formatted(patience.allNanos() / 1_000_000, name));
            } else {
                link().parkUntil(Math.min(
                        deadline, now + link().about(Math.max(patience.backoffNanos(), link().latency()))));
            }
        }
        for (var i = 0; i < sent.size(); i++) {
            if (!sent.get(i).future().isDone()) {
                sent.get(i).succeed(entries.get(i));
            }
        }
        check(Phase.IN_TRANSACTION);
    }

    private boolean acknowledged() {
        return appendAll() && (entries.isEmpty() || !link().kafka().held());
    }

    @Override
    public void flush() {
        arrive();
    }

    @Override
    public void sendOffsetsToTransaction(Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata group) {
        if (group.generationId() > 0 && group.memberId().isEmpty()) {
            throw new IllegalArgumentException("Passed in group metadata %s has generationId > 0 but the member.id is"
                    + " unknown".formatted(group));
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
        unsent.forEach(pending -> pending.fail(new KafkaException("The transaction was aborted")));
        unsent.clear();
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
        sent.clear();
        entries.clear();
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
            throw new IllegalStateException("TransactionalId %s: Invalid transition attempted from state %s, which is"
                    + " not %s".formatted(name, phase, expected));
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
            if (!timeout.isZero() && transaction != null && failure == null) {
                endWithin(timeout);
            }
        } finally {
            phase = Phase.CLOSED;
            var left = new ArrayList<>(unsent);
            unsent.clear();
            left.forEach(pending -> pending.fail(new KafkaException("Producer is closed forcefully.")));
        }
    }

    private void endWithin(Duration timeout) {
        var open = transaction;
        if (open == null) {
            return;
        }
        var within = timeout.compareTo(Duration.ofNanos(patience.allNanos())) < 0 ? patience.within(timeout) : patience;
        try {
            link().ask("EndTxn", within, () -> id().end(epoch, open, false));
        } catch (TimeoutException | ProducerFencedException e) {
            // It ends by its own time, or has ended.
            failure = e;
        }
    }
}
