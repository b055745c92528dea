package dev.windlass.simulation.shrink;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;

/** Smaller numbers to try in place of one, the smallest first. */
final class Smaller {
    private Smaller() {}

    /** Between the least and a count, without the count itself. */
    static List<Integer> counts(int count, int least) {
        var tries = new LinkedHashSet<Integer>();
        for (var each : List.of(least, least + (count - least) / 2, count - 1)) {
            if (each >= least && each < count) {
                tries.add(each);
            }
        }
        return List.copyOf(tries);
    }

    /** Nearer to zero, with the sign of the number. */
    static List<Integer> arguments(int argument) {
        if (argument == Integer.MIN_VALUE) {
            return List.of(0, argument / 2);
        }
        return counts(Math.abs(argument), 0).stream()
                .map(each -> Integer.signum(argument) * each)
                .toList();
    }

    /** Shorter, and round where it can be: nothing, half, less and less off it, whole seconds. */
    static List<Duration> durations(Duration duration) {
        var millis = duration.toMillis();
        var step = millis >= 2_000 ? 1_000 : 100;
        var tries = new LinkedHashSet<Duration>();
        tries.add(Duration.ZERO);
        for (var part : List.of(millis / 2, millis / 4, millis / 8, millis / 16, (long) step, 0L)) {
            tries.add(Duration.ofMillis((millis - part) / step * step));
        }
        tries.add(Duration.ofMillis(millis));
        tries.removeIf(each -> each.isNegative() || each.compareTo(duration) >= 0);
        return List.copyOf(tries);
    }
}
