package dev.windlass.runtime.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.windlass.clockwork.Clockwork;
import dev.windlass.core.cluster.ClusterName;
import dev.windlass.core.procedure.Action;
import dev.windlass.core.procedure.Actor;
import dev.windlass.core.report.Outcome;
import dev.windlass.core.report.Report.Said;
import dev.windlass.runtime.Steps;
import dev.windlass.runtime.codec.Codecs;
import dev.windlass.runtime.topics.Brokers;
import dev.windlass.runtime.topics.Home;
import dev.windlass.runtime.topics.LogEnds;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OutboxTest {
    private static final Task TASK = new Task(
            new ClusterName("a"),
            Steps.UPGRADE,
            Steps.scheduled("s1", Action.DRAIN, 10).assignment());
    private static final Said ENDED = new Said.Ended(Outcome.succeeded("done"));

    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final Queue<Throwable> failures = new ArrayDeque<>();
    private final ActorSettings settings = ActorSettings.of(Actor.EXECUTOR, "e1");
    private final Clockwork hasty = new Hasty();
    private final Outbox outbox = new Outbox(new OneProducer(), settings, this::records, hasty);

    private ReportRecords records() {
        switch (failures.poll()) {
            case Error error -> throw error;
            case RuntimeException exception -> throw exception;
            case null, default -> {}
        }
        return new ReportRecords(new Home(1), Codecs.FIXED, settings, hasty);
    }

    @AfterEach
    void close() {
        outbox.close();
    }

    /** A library that is not there, or a bug that ends in too deep a recursion, once. */
    @Test
    void shouldSendAReportAgainThatCouldNotBeMade() throws Exception {
        failures.addAll(List.of(
                new IllegalStateException("a"),
                new NoClassDefFoundError("b"),
                new StackOverflowError("c"),
                new AssertionError("d")));

        outbox.send(TASK, ENDED).get(20, TimeUnit.SECONDS);

        assertThat(producer.history()).hasSize(1);
        assertThat(failures).isEmpty();
        assertThat(outbox.sending()).isTrue();
    }

    @Test
    void shouldSayThatNothingIsSentAnyMore() {
        assertThat(outbox.sending()).isTrue();
        outbox.close();
        await().until(() -> !outbox.sending());
    }

    private final class OneProducer implements Brokers {
        @Override
        public Home home() {
            return new Home(1);
        }

        @Override
        public Consumer<byte[], byte[]> consumer(String clientId, Map<String, Object> settings) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Producer<byte[], byte[]> producer(String clientId, Map<String, Object> settings) {
            return producer;
        }

        @Override
        public LogEnds logEnds() {
            throw new UnsupportedOperationException();
        }
    }

    /** Whoever waits has waited at once. */
    private static final class Hasty implements Clockwork {
        private final AtomicLong nanos = new AtomicLong();

        @Override
        public Instant instant() {
            return Instant.EPOCH;
        }

        @Override
        public long nanoTime() {
            return nanos.get();
        }

        @Override
        public void parkNanos(long parked) {
            nanos.addAndGet(parked);
        }

        @Override
        public Thread worker(String name, Runnable work) {
            return Clockwork.system().worker(name, work);
        }

        @Override
        public Thread loop(String name, Runnable work) {
            return Clockwork.system().loop(name, work);
        }

        @Override
        public String randomId() {
            return "id";
        }
    }
}
