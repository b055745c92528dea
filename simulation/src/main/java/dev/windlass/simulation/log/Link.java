package dev.windlass.simulation.log;

import dev.windlass.clockwork.Clockwork;
import dev.windlass.simulation.time.Crossing;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Between one process and the brokers: how its requests travel, and whether it lives. Its fate is guarded by the log's lock. */
final class Link {
    private static final long SHORTEST_NANOS = 200_000;
    private static final long LONGEST_NANOS = 5_000_000;
    private static final long AGAIN_NANOS = 1_000_000_000;
    private static final long RECONNECT_NANOS = 250_000_000;

    /** What a request does at the brokers. */
    interface Request<T> {
        /**
         * Called under the log's lock.
         *
         * @return null when the brokers say: not yet, ask again
         */
        @Nullable
        T arrive();
    }

    /** How long a request may take in nanoseconds, until it is asked again, and until it is given up. */
    record Patience(long requestNanos, long allNanos, long backoffNanos) {
        /** As long as usual or so long, whatever is shorter. */
        Patience within(Duration all) {
            var nanos = all.compareTo(Duration.ofNanos(allNanos)) < 0 ? all.toNanos() : allNanos;
            return new Patience(requestNanos, nanos, backoffNanos);
        }
    }

    private final SimulatedKafka kafka;
    private final String process;
    private final Clockwork clockwork;
    private final Crossing crossing;
    private final RandomGenerator chance;
    private final Network network;
    private long silentSince = Long.MAX_VALUE;
    private boolean dead;
    private int clients;

    Link(SimulatedKafka kafka, String process, Clockwork clockwork, Crossing crossing, RandomGenerator chance) {
        this.kafka = kafka;
        this.process = process;
        this.clockwork = clockwork;
        this.crossing = crossing;
        this.chance = chance;
        this.network = kafka.network(process);
    }

    SimulatedKafka kafka() {
        return kafka;
    }

    Clockwork clockwork() {
        return clockwork;
    }

    void cross(String point) {
        crossing.at(point);
    }

    /** A number that no other client of this process has. */
    int nextClient() {
        synchronized (kafka) {
            return ++clients;
        }
    }

    // ---- fate

    void die() {
        dead = true;
        pause();
    }

    void pause() {
        silentSince = Math.min(silentSince, kafka.now());
    }

    void resume() {
        if (!dead) {
            silentSince = Long.MAX_VALUE;
        }
    }

    boolean isDead() {
        return dead;
    }

    /** Since when the brokers have heard nothing, in their nanoseconds; {@link Long#MAX_VALUE} while they hear it. */
    long silentSince() {
        return network.disturbed() && network.away(kafka.now()) > 0
                ? Math.min(silentSince, network.awaySince())
                : silentSince;
    }

    // ---- waiting

    long nanos() {
        return clockwork.nanoTime();
    }

    void park(long nanos) {
        clockwork.parkNanos(nanos);
        if (Thread.interrupted()) {
            throw new InterruptException(new InterruptedException());
        }
    }

    /** Until then, whoever unparks this thread meanwhile. */
    void parkUntil(long deadline) {
        var left = deadline - nanos();
        while (left > 0) {
            park(left);
            left = deadline - nanos();
        }
    }

    /** How long one request is under way. */
    long latency() {
        var latency = chance.nextLong(SHORTEST_NANOS, LONGEST_NANOS);
        synchronized (kafka) {
            return latency + slowBy();
        }
    }

    private boolean quiet() {
        return !network.disturbed() && !kafka.everybody().disturbed();
    }

    private long slowBy() {
        if (quiet()) {
            return 0;
        }
        var now = kafka.now();
        return Math.max(network.slowBy(now), kafka.everybody().slowBy(now));
    }

    /** Not more than so much, and not less than half of it. */
    long about(long nanos) {
        return nanos / 2 + chance.nextLong(nanos / 2 + 1);
    }

    /**
     * How long no request of this process arrives, in nanoseconds; zero when one does. Not more than a second, after which clients try
     * again: the way may be mended before its time.
     */
    long away() {
        synchronized (kafka) {
            if (dead) {
                return Long.MAX_VALUE / 4;
            }
            if (quiet()) {
                return 0;
            }
            var now = kafka.now();
            return Math.clamp(Math.max(network.away(now), kafka.everybody().away(now)), 0, AGAIN_NANOS);
        }
    }

    boolean losesAnswers() {
        synchronized (kafka) {
            if (quiet()) {
                return false;
            }
            var now = kafka.now();
            return network.losesAnswers(now) || kafka.everybody().losesAnswers(now);
        }
    }

    // ---- asking

    /** Waits until the brokers have answered. */
    <T> T ask(String what, Patience patience, Request<T> request) {
        return ask(what, patience, "", request);
    }

    /**
     * Waits until the brokers have answered; asks again where no answer comes, which does not do it again.
     *
     * @param done where to cross when it is done and nobody knows; empty for nowhere
     * @throws TimeoutException when the answer did not come in time; what was asked may be done all the same
     */
    <T> T ask(String what, Patience patience, String done, Request<T> request) {
        var deadline = nanos() + patience.allNanos();
        T answer = null;
        while (true) {
            parkUntil(Math.min(nanos() + latency(), deadline));
            var left = deadline - nanos();
            if (left <= 0) {
                throw new TimeoutException("Timeout expired after %dms while awaiting %s"
                        .formatted(patience.allNanos() / 1_000_000, what));
            }
            var away = away();
            if (away > 0) {
                parkUntil(nanos() + Math.min(left, away + about(RECONNECT_NANOS)));
                continue;
            }
            if (answer == null) {
                answer = arrive(request);
                if (answer == null) {
                    parkUntil(nanos() + Math.min(left, about(patience.backoffNanos())));
                    continue;
                }
                if (!done.isEmpty()) {
                    cross(done);
                    parkUntil(nanos() + latency());
                }
            }
            if (!losesAnswers()) {
                return answer;
            }
            parkUntil(nanos() + Math.min(deadline - nanos(), patience.requestNanos()));
        }
    }

    private <T> @Nullable T arrive(Request<T> request) {
        synchronized (kafka) {
            return request.arrive();
        }
    }

    @Override
    public String toString() {
        return process;
    }
}
