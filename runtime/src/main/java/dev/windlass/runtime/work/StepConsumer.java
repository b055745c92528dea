package dev.windlass.runtime.work;

import dev.windlass.clockwork.Clockwork;
import dev.windlass.runtime.codec.Codecs;
import dev.windlass.runtime.deadletters.DeadLetters;
import dev.windlass.runtime.loop.KafkaLoop;
import dev.windlass.runtime.topics.Brokers;
import dev.windlass.runtime.topics.KafkaConnection;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The loop of an executor or validator: reads windlass.events, claims the steps that are scheduled for its kind of actor, works on each on a
 * virtual thread, and reports.
 *
 * <p>No record is held while a step is worked on, and a step in hand does not end because a broker or a partition went away. What is not
 * reported in time the planner gives to another, and the node refuses whoever had it before.
 *
 * <p>Thread-safe.
 */
public final class StepConsumer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StepConsumer.class);
    private static final Duration USUAL_CLOSE = Duration.ofSeconds(10);

    private final Brokers brokers;
    private final Codecs codecs;
    private final ActorSettings settings;
    private final Clockwork clockwork;
    private final Outbox outbox;
    private final Lanes lanes;
    private final KafkaLoop loop;
    private volatile Set<Integer> partitions = Set.of();

    public StepConsumer(Brokers brokers, Codecs codecs, ActorSettings settings, StepWork work, Clockwork clockwork) {
        this.brokers = brokers;
        this.codecs = codecs;
        this.settings = settings;
        this.clockwork = clockwork;
        this.outbox = new Outbox(brokers, settings, this::records, clockwork);
        this.lanes = new Lanes(settings, work, outbox, clockwork);
        this.loop = new KafkaLoop(settings.group(), clockwork, this::generation);
    }

    /** Returns at once; {@link #status} says how it goes. */
    public void start() {
        loop.start();
    }

    public ActorStatus status() {
        return new ActorStatus(loop.status(), partitions, lanes.running(), outbox.unsent(), outbox.sending());
    }

    /** As {@link #close(Duration)} with ten seconds. */
    @Override
    public void close() {
        close(USUAL_CLOSE);
    }

    /**
     * Takes no more steps, interrupts those in hand, and reports as handed over what has not ended, so that another goes on at once.
     * Returns within about {@code atMost}. What runs on nodes goes on.
     */
    public void close(Duration atMost) {
        var deadline = clockwork.nanoTime() + atMost.toNanos();
        loop.close(atMost.dividedBy(3));
        try {
            lanes.handOver(Duration.ofNanos(Math.max(1, (deadline - clockwork.nanoTime()) / 2)));
            if (!outbox.awaitSent(Duration.ofNanos(Math.max(1, deadline - clockwork.nanoTime())))) {
                LOG.warn("{} reports did not reach a broker in time", outbox.unsent());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            outbox.close();
        }
    }

    private ReportRecords records() {
        return new ReportRecords(brokers.home(), codecs, settings, clockwork);
    }

    private void generation(KafkaLoop running) {
        var records = records();
        var deadLetters = new DeadLetters(codecs.deadLetters()::encode, settings.source(), clockwork);
        var consumer = consumer();
        try (var claims = new Claims(brokers, settings, records, deadLetters)) {
            new ActorGeneration(consumer, claims, lanes, settings, codecs.events(), deadLetters, clockwork)
                    .run(running, owned -> partitions = owned);
        } finally {
            partitions = Set.of();
            KafkaConnection.close(consumer);
        }
    }

    private Consumer<byte[], byte[]> consumer() {
        return brokers.consumer(
                settings.group() + "-" + settings.instance(),
                Map.of(
                        ConsumerConfig.GROUP_ID_CONFIG,
                        settings.group(),
                        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                        CooperativeStickyAssignor.class.getName(),
                        ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
                        (int) settings.sessionTimeout().toMillis(),
                        ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
                        (int) settings.sessionTimeout().toMillis() / 3,
                        ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG,
                        60_000,
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                        500));
    }
}
