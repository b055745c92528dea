package dev.windlass.standalone;

import dev.windlass.simulator.seeds.Seeds;
import dev.windlass.simulator.seeds.Violation;
import java.io.PrintStream;
import java.util.Locale;

/** What came of a simulation, for people: what broke and how to see it again, what was reached, and how many seeds it took. */
final class SimulateText {
    private static final int LONGEST = 600;

    private final PrintStream out;

    SimulateText(PrintStream out) {
        this.out = out;
    }

    void print(Seeds.Result result) {
        result.lowest().forEach(this::print);
        if (result.violations() > result.lowest().size()) {
            out.printf("and %d more%n", result.violations() - result.lowest().size());
        }
        out.println("events reached:");
        result.tally().events().forEach((type, times) -> out.printf("  %-18s %12d%n", type, times));
        out.printf(
                Locale.ROOT,
                "%d seeds, %d violations, %d seeds/s, %.1f s%n",
                result.seeds(),
                result.violations(),
                result.perSecond(),
                result.took().toMillis() / 1000.0);
    }

    private void print(Violation violation) {
        var where = violation.where();
        out.printf("seed %d: a promise is broken: %s%n", violation.seed(), violation.promise());
        out.println("  at " + (where.length() > LONGEST ? where.substring(0, LONGEST) + "..." : where));
        out.println("  replay: " + violation.replay());
    }
}
