package dev.windlass.simulator.world;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;

/** What will happen, by time and, at one time, in the order in which it was put down. */
final class Agenda {
    private final TreeMap<Slot, Runnable> entries = new TreeMap<>();
    private Instant now;
    private long sequence;

    private record Slot(Instant at, long sequence) implements Comparable<Slot> {
        @Override
        public int compareTo(Slot other) {
            var byTime = at.compareTo(other.at);
            return byTime != 0 ? byTime : Long.compare(sequence, other.sequence);
        }
    }

    Agenda(Instant start) {
        now = start;
    }

    Instant now() {
        return now;
    }

    void after(Duration delay, Runnable what) {
        entries.put(new Slot(now.plus(delay), sequence++), what);
    }

    Optional<Instant> next() {
        return entries.isEmpty()
                ? Optional.empty()
                : Optional.of(entries.firstKey().at());
    }

    /** Does everything that is due until then, each at its own time, and what follows from each. */
    void advanceTo(Instant until, Runnable afterEach) {
        while (!entries.isEmpty() && !entries.firstKey().at().isAfter(until)) {
            var entry = entries.pollFirstEntry();
            now = entry.getKey().at();
            entry.getValue().run();
            afterEach.run();
        }
        if (until.isAfter(now)) {
            now = until;
        }
    }
}
