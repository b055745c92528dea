package dev.windlass.simulation.api;

import dev.windlass.clockwork.Clockwork;
import dev.windlass.simulation.time.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.TreeMap;

/**
 * Virtual time in the one thread of a test: when it waits, what is due happens, and then time has passed. Workers run where they are
 * started, to their end.
 */
final class OneThread implements Clockwork, Timeline {
    private static final Instant START = Instant.parse("2024-03-01T08:00:00Z");

    private final TreeMap<Due, Runnable> due = new TreeMap<>();
    private Instant now = START;
    private long sequence;
    private long ids;

    private record Due(Instant at, long sequence) implements Comparable<Due> {
        private static final Comparator<Due> ORDER =
                Comparator.comparing(Due::at).thenComparingLong(Due::sequence);

        @Override
        public int compareTo(Due other) {
            return ORDER.compare(this, other);
        }
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public void after(Duration delay, Runnable what) {
        due.put(new Due(now.plus(delay), sequence++), what);
    }

    @Override
    public long nanoTime() {
        return Duration.between(START, now).toNanos();
    }

    /** Ends early when something happened, because that may be what somebody waits for. */
    @Override
    public void parkNanos(long nanos) {
        var until = now.plusNanos(nanos);
        if (due.isEmpty() || due.firstKey().at().isAfter(until)) {
            now = until;
            return;
        }
        var next = due.pollFirstEntry();
        now = next.getKey().at();
        next.getValue().run();
    }

    @Override
    public Thread worker(String name, Runnable work) {
        return new Thread(name) {
            @Override
            public void start() {
                work.run();
            }
        };
    }

    @Override
    public Thread loop(String name, Runnable work) {
        return worker(name, work);
    }

    @Override
    public String randomId() {
        return "id-" + ids++;
    }
}
