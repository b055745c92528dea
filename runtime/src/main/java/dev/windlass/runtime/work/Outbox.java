package dev.windlass.runtime.work;

import dev.windlass.core.report.FailureKind;
import dev.windlass.core.report.Outcome;
import dev.windlass.core.report.Report.Said;
import dev.windlass.runtime.events.LogContext;
import dev.windlass.runtime.topics.KafkaConnection;
import dev.windlass.schemas.wire.TooLarge;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
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

    private final Supplier<ReportRecords> records;
    private final Producer<byte[], byte[]> producer;
    /** Sending blocks while the brokers' addresses are unknown; nobody who works may wait for that. */
    private final ExecutorService sender = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("reports").factory());

    private final ScheduledExecutorService later;
    private int unsent;

    Outbox(
            KafkaConnection connection,
            ActorSettings settings,
            Supplier<ReportRecords> records,
            ScheduledExecutorService later) {
        this.records = records;
        this.later = later;
        this.producer = connection.producer(
                settings.group() + "-reports-" + settings.instance(),
                // Within one attempt the producer retries by itself, which makes no duplicates; so one attempt lasts
                // for ever.
                Map.of(
                        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE,
                        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000,
                        ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000));
    }

    /** Completes when a broker has it; never fails. */
    CompletableFuture<Void> send(Task task, Said said) {
        var arrived = new CompletableFuture<Void>();
        change(1);
        arrived.whenComplete((done, failure) -> change(-1));
        sender.execute(() -> attempt(task, said, arrived));
        return arrived;
    }

    private void attempt(Task task, Said said, CompletableFuture<Void> arrived) {
        try {
            var ready = records.get();
            producer.send(ready.record(ready.report(task, said)), (metadata, failure) -> {
                if (failure == null) {
                    arrived.complete(null);
                } else {
                    again(task, said, arrived, failure);
                }
            });
        } catch (TooLarge e) {
            attempt(task, instead(said, e), arrived);
        } catch (RuntimeException e) {
            again(task, said, arrived, e);
        }
    }

    /** A sign of life that is late is worth nothing; everything else must arrive. */
    private void again(Task task, Said said, CompletableFuture<Void> arrived, Exception failure) {
        if (said instanceof Said.Progressed || sender.isShutdown() || later.isShutdown()) {
            arrived.complete(null);
            return;
        }
        try (var context = LogContext.of(task.cluster())) {
            LOG.warn("what became of {} is kept and sent again: {}", task.words(), failure.toString());
        }
        later.schedule(
                () -> sender.execute(() -> attempt(task, said, arrived)), AGAIN.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static Said instead(Said said, TooLarge failure) {
        return said instanceof Said.Ended
                ? new Said.Ended(Outcome.failed(
                        FailureKind.OTHER,
                        "the outcome can't be reported: " + failure.getMessage(),
                        "this is a bug of Windlass"))
                : new Said.Progressed("", "");
    }

    /** How many reports no broker has yet. */
    synchronized int unsent() {
        return unsent;
    }

    private synchronized void change(int by) {
        unsent += by;
        notifyAll();
    }

    /** Waits until everything has arrived. */
    synchronized boolean awaitSent(Duration atMost) throws InterruptedException {
        var deadline = System.nanoTime() + atMost.toNanos();
        while (unsent > 0) {
            var left = deadline - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return true;
    }

    @Override
    public void close() {
        sender.shutdown();
        try {
            producer.close(Duration.ofMillis(500));
        } catch (TimeoutException e) {
            LOG.debug("the reports' producer did not close in time", e);
        }
    }
}
