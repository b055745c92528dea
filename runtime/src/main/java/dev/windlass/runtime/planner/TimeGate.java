package dev.windlass.runtime.planner;

import dev.windlass.clockwork.Clockwork;
import dev.windlass.runtime.topics.LogEnds;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the clock may count. A lease has not run out when the sign of life only waits to be read, so time passes for a partition
 * only when nothing waits in it; and after a start, a pause of this process or an outage of the brokers, actors are first given time to be
 * heard. Used by the planner's thread only.
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
    private Instant quietUntil = Instant.MIN;
    /** The partitions of which no broker answered the last time. */
    private final Set<TopicPartition> silent = new HashSet<>();

    /** One has answered again, in this turn. */
    private boolean again;

    private Instant lastTurn;

    TimeGate(Consumer<?, ?> consumer, LogEnds ends, Duration grace, Clockwork clockwork) {
        this.consumer = consumer;
        this.ends = ends;
        this.grace = grace;
        this.clockwork = clockwork;
        this.lastTurn = clockwork.instant();
    }

    /** Called once in each turn of the loop. */
    void turn(Instant now) {
        if (again) {
            // Only now can actors be heard: how long there was no broker before that does not count.
            again = false;
            beQuiet(now);
        } else if (now.isAfter(lastTurn.plus(LONGEST_TURN))) {
            LOG.info(
                    "this planner was away for {}: the clock counts again in {}",
                    Duration.between(lastTurn, now),
                    grace);
            beQuiet(now);
        }
        lastTurn = now;
    }

    void beQuiet(Instant now) {
        quietUntil = now.plus(grace);
    }

    boolean open(Collection<TopicPartition> partitions, Instant now) {
        return !now.isBefore(quietUntil) && nothingWaits(partitions, now);
    }

    private boolean nothingWaits(Collection<TopicPartition> partitions, Instant now) {
        var asked = clockwork.nanoTime();
        try {
            // Also what an open transaction holds back waits.
            var nothing = ends.of(partitions).entrySet().stream()
                    .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
            var late = clockwork.nanoTime() - asked > LONGEST_ANSWER.toNanos();
            if (silent.removeAll(partitions) || late) {
                again = true;
                return false;
            }
            return nothing;
        } catch (TimeoutException | DisconnectException e) {
            LOG.warn("no broker answers: leases do not run out meanwhile ({})", e.getMessage());
            silent.addAll(partitions);
            beQuiet(now);
            return false;
        }
    }
}
