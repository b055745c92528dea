package dev.windlass.simulation.ssh;

import dev.windlass.clockwork.Clockwork;
import dev.windlass.simulation.time.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.TreeMap;

/** One thread whose waiting makes time pass: a timeline and the clockwork of the only process at once. */
final class ManualTime implements Clockwork, Timeline {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final TreeMap<Long, TreeMap<Long, Runnable>> due = new TreeMap<>();
    private long nanos;
    private long count;

    @Override
    public Instant instant() {
        return START.plusNanos(nanos);
    }

    @Override
    public long nanoTime() {
        return nanos;
    }

    @Override
    public void after(Duration delay, Runnable what) {
        due.computeIfAbsent(nanos + delay.toNanos(), at -> new TreeMap<>()).put(count++, what);
    }

    /** Up to the next thing that is due, or so long. */
    @Override
    public void parkNanos(long longest) {
        var until = nanos + longest;
        if (due.isEmpty() || due.firstKey() > until) {
            nanos = until;
            return;
        }
        nanos = Math.max(nanos, due.firstKey());
        due.pollFirstEntry().getValue().values().forEach(Runnable::run);
    }

    /** All that is due until then, and then exactly so much later. */
    void advance(long longest) {
        var until = nanos + longest;
        while (nanos < until) {
            parkNanos(until - nanos);
        }
    }

    void pass(Duration time) throws InterruptedException {
        sleep(time);
    }

    @Override
    public Thread worker(String name, Runnable work) {
        throw new UnsupportedOperationException("there is one thread");
    }

    @Override
    public Thread loop(String name, Runnable work) {
        throw new UnsupportedOperationException("there is one thread");
    }

    @Override
    public String randomId() {
        return "id-" + count++;
    }
}
