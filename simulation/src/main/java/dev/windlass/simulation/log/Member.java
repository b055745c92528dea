package dev.windlass.simulation.log;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.Assignment;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.Subscription;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.RangeAssignor;
import org.jspecify.annotations.Nullable;

/** A member of a consumer group, as its coordinator knows it. Guarded by the log's lock. */
final class Member {
    /** How a member behaves. In nanoseconds. */
    record Manners(long session, long heartbeat, long pollInterval, ConsumerPartitionAssignor assignor) {
        static Manners of(Settings settings) {
            return new Manners(
                    settings.nanos(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 45_000),
                    settings.nanos(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 3_000),
                    settings.nanos(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, 300_000),
                    assignor(settings));
        }

        private static ConsumerPartitionAssignor assignor(Settings settings) {
            var name =
                    settings.text(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, RangeAssignor.class.getName());
            if (name.equals(RangeAssignor.class.getName())) {
                return new RangeAssignor();
            }
            if (name.equals(CooperativeStickyAssignor.class.getName())) {
                return new CooperativeStickyAssignor();
            }
            throw new UnsupportedOperationException("the simulated log does not know " + name);
        }
    }

    /** What the coordinator last said. */
    enum Word {
        NOTHING,
        /** A new generation has begun, with the assignment. */
        ASSIGNED,
        /** Join again. */
        REJOIN,
        /** There is no such member any more. */
        UNKNOWN
    }

    private final String id;
    private final Link link;
    private final Manners manners;
    private final Runnable wake;
    private Subscription subscription = new Subscription(List.of());
    private boolean joined;
    private boolean abandoned;
    private long abandonedAt;
    private int generation = -1;
    private Word word = Word.NOTHING;
    private long heardAt;
    private @Nullable Assignment assignment;

    Member(String id, Link link, Manners manners, Runnable wake) {
        this.id = id;
        this.link = link;
        this.manners = manners;
        this.wake = wake;
    }

    String id() {
        return id;
    }

    Link link() {
        return link;
    }

    Manners manners() {
        return manners;
    }

    Subscription subscription() {
        return subscription;
    }

    // ---- what the coordinator remembers

    boolean joined() {
        return joined;
    }

    void join(Subscription with) {
        subscription = with;
        joined = true;
        word = Word.NOTHING;
    }

    void begin(int next) {
        generation = next;
        joined = false;
    }

    /** Its consumer was closed without a word. */
    void abandon() {
        if (!abandoned) {
            abandoned = true;
            // Not heard already, if its process was cut off; that it is back later does not bring the member back.
            abandonedAt = Math.min(link.kafka().now(), link.silentSince());
        }
    }

    long silentSince() {
        return abandoned ? abandonedAt : link.silentSince();
    }

    boolean silent() {
        return silentSince() != Long.MAX_VALUE;
    }

    // ---- what the member hears

    void assign(Assignment to) {
        assignment = to;
        say(Word.ASSIGNED, 0);
    }

    /** @param within when it hears that at the latest, in nanoseconds from now: its next heartbeat */
    void say(Word what, long within) {
        word = what;
        heardAt = link.nanos() + (within == 0 ? 0 : link.kafka().chance().nextLong(within));
        wake.run();
    }

    /** Its process stood still: it hears what it missed with its next heartbeat. */
    void hearAgain() {
        if (word != Word.NOTHING) {
            say(word, manners.heartbeat());
        }
    }

    /** What the coordinator said, as soon as it is heard. */
    Word word() {
        return word != Word.NOTHING && link.nanos() >= heardAt ? word : Word.NOTHING;
    }

    /** When something is heard next, in the process's nanoseconds. */
    long nextWord() {
        return word == Word.NOTHING ? Long.MAX_VALUE : heardAt;
    }

    int generation() {
        return generation;
    }

    /** Taken once. */
    Assignment takeAssignment() {
        var taken = assignment;
        assignment = null;
        word = Word.NOTHING;
        return taken == null ? new Assignment(List.of()) : taken;
    }
}
