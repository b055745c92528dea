package dev.windlass.system.chaos;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Something that was broken on purpose.
 *
 * @param target the service or node that it struck
 * @param from when it struck
 * @param until when everything was mended again
 */
record Fault(FaultKind kind, String target, Instant from, Instant until) {

    /** A line of KIND, TARGET, FROM and UNTIL with tabs between; times are seconds since 1970. */
    static Fault parse(String line) {
        var fields = List.of(line.split("\t", -1));
        return new Fault(
                FaultKind.parse(fields.get(0)),
                fields.get(1),
                Times.seconds(fields.get(2)),
                Times.seconds(fields.get(3)));
    }

    /** A person who pauses breaks nothing. */
    boolean breaksSomething() {
        return kind != FaultKind.PERSON_PAUSE;
    }

    /** Whether it was in force some time between these, or had ended not longer than the margin before. */
    boolean touches(Instant first, Instant last, Duration margin) {
        return !from.isAfter(last) && !until.plus(margin).isBefore(first);
    }

    /** Whether it was felt some time between these. */
    boolean felt(Instant first, Instant last) {
        return touches(first, last, kind.aftermath());
    }
}
