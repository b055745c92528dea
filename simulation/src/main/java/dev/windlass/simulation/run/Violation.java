package dev.windlass.simulation.run;

import java.time.Duration;

/**
 * A promise that was broken.
 *
 * @param invariant its name, such as S4 OneTokenUp
 * @param at when, after the beginning
 */
public record Violation(String invariant, String words, Duration at) {
    @Override
    public String toString() {
        return "%s after %s: %s".formatted(invariant, at, words);
    }
}
