package dev.windlass.runtime.work;

import dev.windlass.clockwork.Bell;
import dev.windlass.clockwork.Clockwork;
import dev.windlass.core.report.FailureKind;
import dev.windlass.core.report.Outcome;
import dev.windlass.core.report.Report.Said;
import dev.windlass.runtime.events.LogContext;
import dev.windlass.runtime.topics.Brokers;
import dev.windlass.schemas.wire.TooLarge;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends reports in the order in which they are given, each once. An outcome is kept and sent until a broker has it, however long
 * none answers. Thread-safe.
 */
final class Outbox implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
    private static final Duration AGAIN = Duration.ofSeconds(1);
    /**
     * For outages of the brokers this is long, and for ever would be too long: a producer whose first login was refused never sends again
     * (KAFKA-20237), and only that its records expire tells.
     */
    private static final Duration ATTEMPT = Duration.ofMinutes(5);

    private final Supplier<ReportRecords> records;
    private final Supplier<Producer<byte[], byte[]>> producers;
    private final Clockwork clockwork;
    private final BlockingQueue<Runnable> toSend = new LinkedBlockingQueue<>();
    private final Bell arrivals;
    private volatile Producer<byte[], byte[]> producer;
    private final Thread sender;
    private volatile boolean closed;
    private int unsent;

    Outbox(Brokers brokers, ActorSettings settings, Supplier<ReportRecords> records, Clockwork clockwork) {
        this.records = records;
        this.clockwork = clockwork;
        this.arrivals = new Bell(clockwork);
        this.producers = () -> brokers.producer(
                settings.group() + "-reports-" + settings.instance(),
                // Within one attempt the producer retries by itself, which makes no duplicates.
                Map.of(
                        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Math.toIntExact(ATTEMPT.toMillis()),
                        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000,
                        ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000));
        this.producer = producers.get();
        this.sender = clockwork.loop("reports", this::sendAll);
        sender.start();
    }

    /** Completes with true when a broker has it, and with false when it is not sent any more; never fails. */
    CompletableFuture<Boolean> send(Task task, Said said) {
        var arrived = new CompletableFuture<Boolean>();
        change(1);
        arrived.whenComplete((done, failure) -> change(-1));
        toSend.add(() -> attempt(task, said, arrived));
        return arrived;
    }

    /** Sending blocks while the brokers' addresses are unknown; nobody who works may wait for that. */
    private void sendAll() {
        try {
            while (!closed || !toSend.isEmpty()) {
                toSend.take().run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void attempt(Task task, Said said, CompletableFuture<Boolean> arrived) {
        try {
            var ready = records.get();
            var used = producer;
            var begun = clockwork.nanoTime();
            used.send(ready.record(ready.report(task, said)), (metadata, failure) -> {
                if (failure == null) {
                    arrived.complete(true);
                } else {
                    again(task, said, arrived, failure);
                    renewAfter(used, begun);
                }
            });
        } catch (TooLarge e) {
            attempt(task, instead(said, e), arrived);
        } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
            // One report must not end the thread that sends all others.
            again(task, said, arrived, e);
        }
    }

    /** What this producer did not deliver for so long another one may. One that fails at once only waits for a broker. */
    private void renewAfter(Producer<byte[], byte[]> used, long begun) {
        if (clockwork.nanoTime() - begun < ATTEMPT.toNanos()) {
            return;
        }
        synchronized (this) {
            if (closed || !producer.equals(used)) {
                return;
            }
            try {
                producer = producers.get();
            } catch (RuntimeException e) {
                LOG.warn("no new producer for reports: {}", e.toString());
                return;
            }
        }
        // Not under the lock: what it had in hand fails now, and is sent again.
        used.close(Duration.ZERO);
    }

    /** A sign of life that is late is worth nothing; everything else must arrive. */
    private void again(Task task, Said said, CompletableFuture<Boolean> arrived, Throwable failure) {
        if (said instanceof Said.Progressed || closed) {
            arrived.complete(false);
            return;
        }
        try (var context = LogContext.of(task.cluster())) {
            LOG.warn("what became of {} is kept and sent again: {}", task.words(), failure.toString());
        }
        clockwork
                .worker("report again", () -> later(() -> attempt(task, said, arrived)))
                .start();
    }

    private void later(Runnable attempt) {
        try {
            clockwork.sleep(AGAIN);
            toSend.add(attempt);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Said instead(Said said, TooLarge failure) {
        return said instanceof Said.Ended
                ? new Said.Ended(Outcome.failed(
                        FailureKind.OTHER,
                        "the outcome can't be reported: " + failure.getMessage(),
                        "this is a bug of Windlass"))
                : new Said.Progressed("", "");
    }

    /** Whether reports are sent; false for good once that thread has died of something. */
    boolean sending() {
        return sender.isAlive();
    }

    /** How many reports no broker has yet. */
    synchronized int unsent() {
        return unsent;
    }

    private void change(int by) {
        synchronized (this) {
            unsent += by;
        }
        arrivals.ring();
    }

    /** Waits until everything has arrived. */
    boolean awaitSent(Duration atMost) throws InterruptedException {
        return arrivals.await(() -> unsent() == 0, atMost);
    }

    @Override
    public void close() {
        closed = true;
        // Wakes the sender, so that it sees that this was all.
        toSend.add(() -> {});
        try {
            producer.close(Duration.ofMillis(500));
        } catch (TimeoutException e) {
            LOG.debug("the reports' producer did not close in time", e);
        }
    }
}
