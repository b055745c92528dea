package dev.windlass.kubernetes;

import java.time.Duration;
import java.util.Optional;

/**
 * On which terms to wait for something.
 *
 * @param deadline for the whole
 * @param stableFor how long a good state has to hold
 * @param withoutProgress when given, how long without progress is a verdict
 * @param counted whether only that less is lacking than ever before counts as progress
 * @param unreachable when given, how long without any answer is a failure instead of something unknown: nothing was changed
 * @param hint what a person should do about a verdict
 */
record Terms(
        Duration deadline,
        Duration stableFor,
        Optional<Duration> withoutProgress,
        boolean counted,
        Optional<Duration> unreachable,
        String hint) {
    static Terms of(Duration deadline) {
        return new Terms(deadline, Duration.ZERO, Optional.empty(), false, Optional.empty(), "");
    }

    Terms stableFor(Duration duration) {
        return new Terms(deadline, duration, withoutProgress, counted, unreachable, hint);
    }

    Terms withoutProgress(Duration duration) {
        return new Terms(deadline, stableFor, Optional.of(duration), false, unreachable, hint);
    }

    /** What comes and goes again and again is no progress. */
    Terms withoutLess(Duration duration) {
        return new Terms(deadline, stableFor, Optional.of(duration), true, unreachable, hint);
    }

    Terms unreachable(Duration duration) {
        return new Terms(deadline, stableFor, withoutProgress, counted, Optional.of(duration), hint);
    }

    Terms hint(String words) {
        return new Terms(deadline, stableFor, withoutProgress, counted, unreachable, words);
    }
}
