package dev.windlass.simulation.mutants;

/** What became of a mutant. Seeds are counted from 1: how many were needed. */
sealed interface Fate {
    String SURVIVES = "survives";
    String TIME_WAS_OVER = "time was over";

    /** A run broke an invariant. */
    record Killed(String invariant, long seeds) implements Fate {}

    /** A run threw, which no invariant was needed to see. */
    record Threw(String what, long seeds) implements Fate {}

    /** A run did not end. */
    record Hung(long seeds) implements Fate {}

    /** @param loaded whether a class with the mistake was loaded at all: else no run can have come across it */
    record Survived(long seeds, boolean loaded) implements Fate {}

    /** The time for all of them was over first. */
    record OutOfTime(long seeds) implements Fate {}

    default boolean isFound() {
        return switch (this) {
            case Killed k -> true;
            case Threw t -> true;
            case Hung h -> true;
            case Survived s -> false;
            case OutOfTime o -> false;
        };
    }

    /** By what, for people. */
    default String words() {
        return switch (this) {
            case Killed killed -> killed.invariant();
            case Threw threw -> "the run throws: " + threw.what();
            case Hung h -> "the run does not end";
            case Survived survived -> SURVIVES + (survived.loaded() ? "" : ": no run loads what was changed");
            case OutOfTime o -> TIME_WAS_OVER;
        };
    }

    /** How many were run, with the one that found it. */
    default long seeds() {
        return switch (this) {
            case Killed killed -> killed.seeds();
            case Threw threw -> threw.seeds();
            case Hung hung -> hung.seeds();
            case Survived survived -> survived.seeds();
            case OutOfTime late -> late.seeds();
        };
    }
}
