package dev.windlass.kubernetes.judgement;

import java.time.Instant;

/**
 * A sign of life, on the clock of whoever gave it.
 *
 * @param countsFrom only one from then on proves that its giver was there for as long as it had to be
 */
public record Pulse(Instant at, Instant countsFrom) {
    /** Whether it came after that one, and late enough. */
    boolean provesMoreThan(Pulse earlier) {
        return at.isAfter(earlier.at) && !at.isBefore(countsFrom);
    }
}
