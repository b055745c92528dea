package dev.windlass.runtime.planner;

import dev.windlass.runtime.topics.LogEnds;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
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

    private enum Hearing {
        GOOD,
        /** No broker answered the last time. */
        NONE,
        /** One has answered again, in this turn. */
        AGAIN
    }

    private static final Duration LONGEST_TURN = Duration.ofSeconds(3);

    private final Consumer<?, ?> consumer;
    private final LogEnds ends;
    private final Duration grace;
    private Instant quietUntil = Instant.MIN;
    private Hearing hearing = Hearing.GOOD;
    private Instant lastTurn;

    TimeGate(Consumer<?, ?> consumer, LogEnds ends, Duration grace, Instant now) {
        this.consumer = consumer;
        this.ends = ends;
        this.grace = grace;
        this.lastTurn = now;
    }

    /** Called once in each turn of the loop. */
    void turn(Instant now) {
        if (hearing == Hearing.AGAIN) {
            // Only now can actors be heard: how long there was no broker before that does not count.
            hearing = Hearing.GOOD;
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
        try {
            // Also what an open transaction holds back waits.
            var nothing = ends.of(partitions).entrySet().stream()
                    .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
            hearing = hearing == Hearing.NONE ? Hearing.AGAIN : hearing;
            return nothing && hearing == Hearing.GOOD;
        } catch (TimeoutException | DisconnectException e) {
            LOG.warn("no broker answers: leases do not run out meanwhile ({})", e.getMessage());
            hearing = Hearing.NONE;
            beQuiet(now);
            return false;
        }
    }
}
