package dev.windlass.simulation.mutants;

import java.time.Duration;

/**
 * How long a mutant is looked for.
 *
 * @param first the first seed; the others follow it
 * @param seeds how many at most
 * @param seed how long one seed may take before it is taken for hanging
 * @param all how long all mutants together may take
 */
record Limits(long first, long seeds, Duration seed, Duration all) {
    /** The most that a mutant may need. */
    static final long MOST_SEEDS = 20_000;

    Limits from(long other, long count) {
        return new Limits(other, count, seed, all);
    }

    /** From -Dwindlass.mutants.seeds, -Dwindlass.mutants.seconds (of one seed) and -Dwindlass.mutants.minutes (of all). */
    static Limits fromProperties(long seeds, Duration all) {
        return new Limits(
                0,
                Long.getLong("windlass.mutants.seeds", seeds),
                Duration.ofSeconds(Long.getLong("windlass.mutants.seconds", 60)),
                Duration.ofMinutes(Long.getLong("windlass.mutants.minutes", all.toMinutes())));
    }
}
