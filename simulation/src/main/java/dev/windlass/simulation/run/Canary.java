package dev.windlass.simulation.run;

import dev.windlass.simulation.scenario.Scenario;
import java.util.function.Consumer;

/**
 * A promise that is broken on purpose in about one of a hundred seeds, as long as the scenario has a fault: a campaign that does not find
 * it, and a shrinker that leaves more than one fault, would not find anything else either.
 */
public final class Canary implements Runner {
    public static final String INVARIANT = "Canary";

    private static final long ONE_OF = 100;
    /** Fibonacci hashing: neighbouring seeds fall far apart. */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private final Runner runner;

    public Canary(Runner runner) {
        this.runner = runner;
    }

    /** Whether a seed is one of the hundredth part. */
    static boolean picks(long seed) {
        var mixed = seed * SPREAD;
        return Long.remainderUnsigned(mixed ^ (mixed >>> 32), ONE_OF) == 0;
    }

    @Override
    public Verdict run(Scenario scenario, Consumer<String> trace) {
        return judged(scenario, runner.run(scenario, trace), trace);
    }

    @Override
    public Verdict run(Scenario scenario) {
        return judged(scenario, runner.run(scenario), line -> {});
    }

    private static Verdict judged(Scenario scenario, Verdict verdict, Consumer<String> trace) {
        if (verdict.violation().isPresent() || scenario.faults().isEmpty() || !picks(scenario.seed())) {
            return verdict;
        }
        var violation = new Violation(
                INVARIANT,
                "this seed fails on purpose while its scenario has a fault; it has "
                        + scenario.faults().size(),
                verdict.virtual());
        trace.accept(violation.toString());
        return verdict.withViolation(violation);
    }
}
