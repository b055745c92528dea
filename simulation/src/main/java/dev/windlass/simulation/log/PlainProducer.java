package dev.windlass.simulation.log;

import dev.windlass.clockwork.Bell;
import dev.windlass.simulation.log.Link.Patience;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * An idempotent producer without transactions: records arrive once and in order, from a thread of its own, which also tells of it.
 * Thread-safe.
 */
final class PlainProducer extends RefusingProducer {
    private static final int LONGEST_BLOCK_MS = 60_000;
    private static final int DELIVERY_MS = 120_000;

    private final String clientId;
    private final Patience patience;
    private final Bell progress;
    private final ArrayDeque<Pending> queue = new ArrayDeque<>();
    private @Nullable Thread sender;
    private boolean sending;
    private boolean closed;
    private boolean forced;
    private volatile boolean knowsTopics;

    PlainProducer(Link link, String clientId, Settings settings) {
        super(link, settings.nanos(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_MS));
        this.clientId = clientId;
        this.patience = settings.patience(ProducerConfig.MAX_BLOCK_MS_CONFIG, LONGEST_BLOCK_MS);
        this.progress = new Bell(link.clockwork());
    }

    @Override
    public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, @Nullable Callback callback) {
        var pending = pending(record, callback);
        try {
            if (!knowsTopics) {
                link().ask("the metadata of " + record.topic(), patience, () -> true);
                knowsTopics = true;
            }
        } catch (TimeoutException e) {
            // As the real one does: an error of the brokers is told, not thrown.
            pending.fail(e);
            return pending.future();
        }
        var failure = tooLarge(pending);
        if (failure != null) {
            pending.fail(failure);
            return pending.future();
        }
        link().cross("log.send.before");
        enqueue(pending);
        return pending.future();
    }

    private synchronized void enqueue(Pending pending) {
        if (closed) {
            throw new IllegalStateException("Cannot perform operation after producer has been closed");
        }
        queue.add(pending);
        if (sender == null) {
            sender = link().clockwork().worker("producer " + clientId, this::sendAll);
            sender.start();
        } else {
            LockSupport.unpark(sender);
        }
    }

    private void sendAll() {
        try {
            for (var batch = take(); !batch.isEmpty(); batch = take()) {
                new Delivery(batch).run();
            }
        } catch (InterruptException e) {
            abandonAll();
        }
    }

    /** Waits for records; none when there will be no more. */
    private List<Pending> take() {
        while (true) {
            synchronized (this) {
                sending = !queue.isEmpty();
                if (sending || closed) {
                    var batch = new ArrayList<>(queue);
                    queue.clear();
                    progress.ring();
                    return batch;
                }
            }
            progress.ring();
            LockSupport.park(this);
        }
    }

    private synchronized boolean idle() {
        return queue.isEmpty() && !sending;
    }

    private synchronized boolean forced() {
        return forced;
    }

    /** Records on their way, until the last of them is acknowledged or given up. */
    private final class Delivery {
        private final List<Pending> waiting;
        private final List<@Nullable Entry> entries = new ArrayList<>();

        Delivery(List<Pending> waiting) {
            this.waiting = waiting;
            waiting.forEach(pending -> entries.add(null));
        }

        void run() {
            while (true) {
                link().parkUntil(link().nanos() + link().latency());
                giveUpTheLate();
                if (waiting.isEmpty()) {
                    return;
                }
                var away = link().away();
                if (away > 0) {
                    await(away + link().about(patience.backoffNanos()));
                } else if (!append()) {
                    await(patience.backoffNanos());
                } else if (acknowledged()) {
                    succeed();
                    return;
                }
            }
        }

        /** Not longer than until the first of them is late. */
        private void await(long nanos) {
            var until = link().nanos() + nanos;
            for (var pending : waiting) {
                until = Math.min(until, pending.deadline());
            }
            // A forced close ends all waiting.
            var deadline = until;
            while (!forced() && link().nanos() < deadline) {
                link().park(deadline - link().nanos());
            }
        }

        private void giveUpTheLate() {
            var now = link().nanos();
            for (var i = waiting.size() - 1; i >= 0; i--) {
                if (forced() || now >= waiting.get(i).deadline()) {
                    entries.remove(i);
                    var late = waiting.remove(i);
                    late.fail(
                            forced()
                                    ? new KafkaException("Producer is closed forcefully.")
                                    : new TimeoutException("Expiring 1 record(s) for "
                                            + late.draft().partition().name()));
                }
            }
        }

        /** What is there already is not appended again. */
        private boolean append() {
            var kafka = link().kafka();
            synchronized (kafka) {
                if (!kafka.appendable()) {
                    return false;
                }
                for (var i = 0; i < waiting.size(); i++) {
                    var entry = entries.get(i);
                    if (entry == null || entry.lost()) {
                        var draft = waiting.get(i).draft();
                        entries.set(i, draft.partition().append(draft, null));
                    }
                }
            }
            link().cross("log.send.after");
            return true;
        }

        private boolean acknowledged() {
            link().parkUntil(link().nanos() + link().latency());
            if (link().losesAnswers()) {
                await(patience.requestNanos());
                return false;
            }
            synchronized (link().kafka()) {
                return !link().kafka().held()
                        && link().away() == 0
                        && entries.stream().noneMatch(entry -> entry == null || entry.lost());
            }
        }

        private void succeed() {
            for (var i = 0; i < waiting.size(); i++) {
                var entry = entries.get(i);
                if (entry != null) {
                    waiting.get(i).succeed(entry);
                }
            }
        }
    }

    @Override
    public void flush() {
        waitIdle(Duration.ofMillis(Long.MAX_VALUE));
    }

    private boolean waitIdle(Duration atMost) {
        try {
            return progress.await(this::idle, atMost);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    @Override
    public void close(Duration timeout) {
        synchronized (this) {
            closed = true;
            LockSupport.unpark(sender);
        }
        try {
            if (timeout.isZero() || !waitIdle(timeout)) {
                abandonAll();
            }
        } catch (InterruptException e) {
            abandonAll();
            throw e;
        }
    }

    /** Tells everybody who waits that it is over. */
    private void abandonAll() {
        List<Pending> left;
        synchronized (this) {
            forced = true;
            closed = true;
            left = new ArrayList<>(queue);
            queue.clear();
            LockSupport.unpark(sender);
        }
        left.forEach(pending -> pending.fail(new KafkaException("Producer is closed forcefully.")));
    }
}
