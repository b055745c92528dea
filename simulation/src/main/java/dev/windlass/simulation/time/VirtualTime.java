package dev.windlass.simulation.time;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;

/**
 * The one thread of a simulated world, and its time. What is ready runs, one piece after the other, until nothing is ready; then time
 * jumps to what is due next. Nothing depends on how long anything takes really.
 */
public final class VirtualTime implements Timeline {
    private record Due(long at, long sequence, Runnable what) implements Comparable<Due> {
        @Override
        public int compareTo(Due other) {
            return at != other.at ? Long.compare(at, other.at) : Long.compare(sequence, other.sequence);
        }
    }

    private final Instant start;
    private final ArrayDeque<Runnable> ready = new ArrayDeque<>();
    private final PriorityQueue<Due> due = new PriorityQueue<>();
    private long nanos;
    private long sequence;
    private long turns;

    public VirtualTime(Instant start) {
        this.start = start;
    }

    @Override
    public Instant instant() {
        return start.plusNanos(nanos);
    }

    /** How long the world has lasted. */
    public Duration elapsed() {
        return Duration.ofNanos(nanos);
    }

    long nanos() {
        return nanos;
    }

    /** How many pieces have run. */
    public long turns() {
        return turns;
    }

    @Override
    public void after(Duration delay, Runnable what) {
        afterNanos(delay.isNegative() ? 0 : delay.toNanos(), what);
    }

    void afterNanos(long delay, Runnable what) {
        due.add(new Due(nanos + Math.max(0, delay), sequence++, what));
    }

    void ready(Runnable what) {
        ready.add(what);
    }

    /**
     * Runs until a condition holds, which is looked at after every piece.
     *
     * @return whether it holds; false when the time was up, or when nothing will ever happen any more
     */
    public boolean runUntil(BooleanSupplier condition, Duration atMost) {
        var end = nanos + atMost.toNanos();
        while (!condition.getAsBoolean()) {
            var next = ready.poll();
            if (next == null) {
                var later = due.peek();
                if (later == null || later.at() > end) {
                    nanos = Math.max(nanos, end);
                    return false;
                }
                due.poll();
                nanos = Math.max(nanos, later.at());
                next = later.what();
            }
            turns++;
            next.run();
        }
        return true;
    }
}
