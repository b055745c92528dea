package dev.windlass.kubernetes;

import dev.windlass.clockwork.Clockwork;
import java.time.Instant;
import java.time.InstantSource;

/** This host's clock as of now, from then on counted without jumps: for deadlines and windows. */
final class SteadyTime implements InstantSource {
    private final Clockwork clockwork;
    private final Instant start;
    private final long nanosAtStart;

    SteadyTime(Clockwork clockwork) {
        this.clockwork = clockwork;
        this.start = clockwork.instant();
        this.nanosAtStart = clockwork.nanoTime();
    }

    @Override
    public Instant instant() {
        return start.plusNanos(clockwork.nanoTime() - nanosAtStart);
    }
}
