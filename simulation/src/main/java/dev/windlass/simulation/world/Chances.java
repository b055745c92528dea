package dev.windlass.simulation.world;

import java.util.SplittableRandom;

/**
 * A source of chance for each concern, so that one concern more or less leaves the others as they are. Both numbers are mixed: neighbouring
 * seeds would otherwise draw from one sequence, each a little further on than the one before.
 */
record Chances(long seed) {
    SplittableRandom of(String concern) {
        return new SplittableRandom(mixed(seed) ^ mixed(concern.hashCode()));
    }

    private static long mixed(long number) {
        return new SplittableRandom(number).nextLong();
    }
}
