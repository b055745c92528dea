package dev.windlass.simulation.log;

import java.time.Duration;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.jspecify.annotations.Nullable;

/** What the brokers know of a transactional id: who has it, and its transaction. Guarded by the log's lock. */
final class TransactionalId {
    private final SimulatedKafka kafka;
    private final String id;
    private long timeoutNanos;
    private int epoch = -1;
    /** Open, or decided and not yet written everywhere. */
    private @Nullable Transaction current;

    private int unwritten;
    private boolean watched;
    /** Whose transaction the brokers gave up, as long as nobody has taken the id since. */
    private int givenUp = -1;

    TransactionalId(SimulatedKafka kafka, String id) {
        this.kafka = kafka;
        this.id = id;
    }

    /**
     * Gives the id to a producer: from then on all others are fenced. What they left open is aborted first.
     *
     * @return the epoch; null while a transaction of a former owner is not over
     */
    @Nullable
    Integer take(long timeout) {
        if (current != null) {
            if (current.isOpen()) {
                epoch++;
                decide(current, false);
            }
            return null;
        }
        timeoutNanos = timeout;
        givenUp = -1;
        kafka.observer().taken(id);
        return ++epoch;
    }

    boolean fenced(int producer) {
        return producer != epoch;
    }

    private void check(int producer) {
        if (fenced(producer)) {
            throw new ProducerFencedException(
                    "There is a newer producer with the same transactionalId %s which fences the current one"
                            .formatted(id));
        }
    }

    /** @return the open transaction, a new one if there is none; null while the one before is not written everywhere */
    @Nullable
    Transaction open(int producer) {
        check(producer);
        if (current == null) {
            current = new Transaction(kafka.now() + timeoutNanos);
            if (!watched) {
                watched = true;
                kafka.after(timeoutNanos, this::timeOut);
            }
        }
        return current.isOpen() ? current : null;
    }

    /**
     * Ends a transaction. A second time it changes nothing: the first answer may have been lost.
     *
     * @return the producer's epoch from now on
     */
    int end(int producer, Transaction transaction, boolean commit) {
        if (transaction.isOpen()) {
            check(producer);
            decide(transaction, commit);
        } else if (givenUp == producer) {
            // To the brokers that is a request of before that comes again: it must ask for what they did.
            if (commit) {
                throw new InvalidTxnStateException(
                        "The producer attempted a transactional operation in an invalid state.");
            }
            return epoch;
        } else if (transaction.isCommitted() != commit) {
            check(producer);
        }
        return producer;
    }

    private void decide(Transaction transaction, boolean commit) {
        transaction.decide(commit, kafka.observer());
        var markers = transaction.markers();
        unwritten = markers.size();
        if (markers.isEmpty()) {
            current = null;
        }
        markers.forEach(this::write);
    }

    private void write(Runnable marker) {
        kafka.after(kafka.hop(), () -> {
            if (kafka.writable()) {
                marker.run();
                if (--unwritten == 0) {
                    current = null;
                }
            } else {
                write(marker);
            }
        });
    }

    private void timeOut() {
        watched = false;
        if (current == null || !current.isOpen()) {
            return;
        }
        var left = current.deadline() - kafka.now();
        if (left > 0 || !kafka.writable()) {
            watched = true;
            kafka.after(Math.max(left, Duration.ofMillis(200).toNanos()), this::timeOut);
        } else {
            givenUp = epoch++;
            decide(current, false);
        }
    }
}
