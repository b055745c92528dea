package dev.windlass.kubernetes;

import java.time.Instant;
import java.time.InstantSource;

/** This host's clock as of now, from then on counted without jumps: for deadlines and windows. */
final class SteadyTime implements InstantSource {
    private final Instant start = Instant.now();
    private final long nanosAtStart = System.nanoTime();

    @Override
    public Instant instant() {
        return start.plusNanos(System.nanoTime() - nanosAtStart);
    }
}
