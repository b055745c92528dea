package dev.windlass.runtime.planner;

import dev.windlass.clockwork.Clockwork;
import dev.windlass.clockwork.Futures;
import dev.windlass.runtime.topics.LogEnds;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the clock may count. A lease has not run out when the sign of life only waits to be read, so time passes for a partition
 * only when nothing waits in it; and after a start, a pause of this process or an outage of the brokers, actors are first given time to be
 * heard. A partition of which no broker answers holds up no other. Used by the planner's thread only.
 *
 * <p>How long something lasts is counted by the clock that never jumps: one that is set back must not close the gate for hours.
 */
final class TimeGate {
    private static final Logger LOG = LoggerFactory.getLogger(TimeGate.class);

    /** A question that takes longer was asked while no broker answered. */
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(2);

    private static final Duration LONGEST_TURN = Duration.ofSeconds(3);

    private final Consumer<?, ?> consumer;
    private final LogEnds ends;
    private final Duration grace;
    private final Clockwork clockwork;
    private final Map<List<TopicPartition>, Hearing> hearings = new HashMap<>();
    private Instant quietUntil = Instant.MIN;
    /** How often a question had no answer in time, whichever partition it was about. */
    private int outages;

    private Instant lastTurn;
    private Instant lastTime;

    /** What is known of the brokers of one planner's partitions. */
    private static final class Hearing {
        private Instant quietUntil = Instant.MIN;
        /** The outages before they last answered. */
        private int outages;

        private Optional<Question> question = Optional.empty();
    }

    /** @param outages that there had been when it was asked */
    private record Question(CompletableFuture<?> answer, int outages) {}

    TimeGate(Consumer<?, ?> consumer, LogEnds ends, Duration grace, Clockwork clockwork) {
        this.consumer = consumer;
        this.ends = ends;
        this.grace = grace;
        this.clockwork = clockwork;
        this.lastTurn = steady();
        this.lastTime = clockwork.instant();
    }

    /** Of the clock that never jumps, from an arbitrary moment on. */
    private Instant steady() {
        return Instant.EPOCH.plusNanos(clockwork.nanoTime());
    }

    /** Called once in each turn of the loop. */
    void turn() {
        var now = steady();
        var time = clockwork.instant();
        var passed = Duration.between(lastTurn, now);
        // Deadlines are times of the clock that is set: where it was set forward, they may all be over at once.
        var byTheClock = Duration.between(lastTime, time);
        var away = passed.compareTo(byTheClock) > 0 ? passed : byTheClock;
        if (away.compareTo(LONGEST_TURN) > 0) {
            LOG.info("this planner was away for {}: the clock counts again in {}", away, grace);
            beQuiet();
        }
        lastTurn = now;
        lastTime = time;
    }

    void beQuiet() {
        quietUntil = steady().plus(grace);
    }

    /** @param partitions those of one planner, always in the same order */
    boolean open(List<TopicPartition> partitions) {
        var now = steady();
        return !now.isBefore(quietUntil) && nothingWaits(partitions, now);
    }

    private boolean nothingWaits(List<TopicPartition> partitions, Instant now) {
        var hearing = hearings.computeIfAbsent(partitions, unheard -> new Hearing());
        if (now.isBefore(hearing.quietUntil)) {
            return false;
        }
        if (hearing.outages != outages) {
            listen(partitions, hearing);
            return false;
        }
        try {
            // Also what an open transaction holds back waits.
            var nothing = ends.of(partitions).entrySet().stream()
                    .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
            if (steady().isAfter(now.plus(LONGEST_ANSWER))) {
                outage();
                return false;
            }
            return nothing;
        } catch (TimeoutException | DisconnectException e) {
            noAnswer(partitions, e);
            outage();
            return false;
        }
    }

    /**
     * Where one partition's question was not answered in time, nobody knows what could be heard in the others either: all have to
     * answer once more. How long the question took is reckoned with by that, and no absence of this planner.
     */
    private void outage() {
        outages++;
        lastTurn = steady();
        lastTime = clockwork.instant();
    }

    /**
     * Asks in a thread of its own, because waiting for an answer stops the clock of all others. Only when one has come can actors be
     * heard: how long there was no broker before that does not count.
     */
    private void listen(List<TopicPartition> partitions, Hearing hearing) {
        if (hearing.question.isEmpty()) {
            var answer = Futures.supply(clockwork, "ends of " + partitions, () -> ends.of(partitions));
            hearing.question = Optional.of(new Question(answer, outages));
            return;
        }
        var question = hearing.question.get();
        switch (question.answer().state()) {
            case RUNNING -> {
                return;
            }
            case SUCCESS -> hearing.outages = question.outages();
            default -> passOver(partitions, question.answer().exceptionNow());
        }
        hearing.question = Optional.empty();
        hearing.quietUntil = steady().plus(grace);
    }

    private static void passOver(List<TopicPartition> partitions, Throwable failure) {
        if (!(failure instanceof TimeoutException || failure instanceof DisconnectException)) {
            throw new KafkaException("the ends of " + partitions + " can't be asked for", failure);
        }
        noAnswer(partitions, failure);
    }

    private static void noAnswer(List<TopicPartition> partitions, Throwable failure) {
        LOG.warn("no broker answers for {}: leases do not run out meanwhile ({})", partitions, failure.getMessage());
    }
}
