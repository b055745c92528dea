package dev.windlass.simulation.world;

import java.util.SplittableRandom;

/** A source of chance for each concern, so that one concern more or less leaves the others as they are. */
record Chances(long seed) {
    private static final long GOLDEN = 0x9e3779b97f4a7c15L;

    SplittableRandom of(String concern) {
        return new SplittableRandom(seed * GOLDEN + concern.hashCode());
    }
}
