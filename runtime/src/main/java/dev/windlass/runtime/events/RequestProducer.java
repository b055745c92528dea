package dev.windlass.runtime.events;

import dev.windlass.runtime.topics.Answers;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends records one at a time for anybody. A producer that failed to deliver one is given up, and the next record gets a new one: one
 * whose first login was refused never sends again (KAFKA-20237), and only that its records expire tells. Whoever waits for an answer of
 * the former one still gets it. Thread-safe.
 */
final class RequestProducer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RequestProducer.class);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(2);

    private final Supplier<Producer<byte[], byte[]>> producers;
    private Optional<InUse> current;
    private boolean closed;

    /** One producer, and how many wait for an answer of it. Guarded by the lock of the outer class. */
    private static final class InUse {
        private final Producer<byte[], byte[]> producer;
        private int users;

        private InUse(Producer<byte[], byte[]> producer) {
            this.producer = producer;
        }
    }

    RequestProducer(Supplier<Producer<byte[], byte[]>> producers) {
        this.producers = producers;
        // At once, so that settings from which none can be made are told at the start.
        this.current = Optional.of(new InUse(producers.get()));
    }

    /**
     * Returns when the brokers have it.
     *
     * @throws KafkaException when they did not say so; it may have arrived all the same
     */
    void send(ProducerRecord<byte[], byte[]> record) {
        var used = take();
        try {
            Answers.of(used.producer.send(record));
        } catch (InterruptException e) {
            // Says nothing of the producer.
            throw e;
        } catch (KafkaException e) {
            giveUp(used);
            throw e;
        } finally {
            letGo(used);
        }
    }

    private synchronized InUse take() {
        if (closed) {
            throw new KafkaException("this service is shutting down");
        }
        var used = current.orElseGet(() -> new InUse(producers.get()));
        current = Optional.of(used);
        used.users++;
        return used;
    }

    private synchronized void giveUp(InUse used) {
        if (current.filter(used::equals).isPresent()) {
            current = Optional.empty();
        }
    }

    private void letGo(InUse used) {
        synchronized (this) {
            used.users--;
            if (used.users > 0 || current.filter(used::equals).isPresent()) {
                return;
            }
        }
        close(used, Duration.ZERO);
    }

    private static void close(InUse used, Duration within) {
        try {
            used.producer.close(within);
        } catch (KafkaException e) {
            LOG.debug("a producer of requests did not close well: {}", e.toString());
        }
    }

    @Override
    public void close() {
        Optional<InUse> last;
        synchronized (this) {
            closed = true;
            last = current;
        }
        last.ifPresent(used -> close(used, CLOSE_WITHIN));
    }
}
