package dev.windlass.simulation.run;

import dev.windlass.simulation.coverage.PossibleTransitions;
import dev.windlass.simulation.scenario.Scenario;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A runner whose every run has a verdict: what it throws is a violation, and so is a transition that must not be. Each such violation has a
 * name, so that it is shrunk like any other.
 */
public final class Checked implements Runner {
    /** The status of an upgrade changed as it can't. */
    public static final String TRANSITIONS = "Transitions";
    /** Two runs of one scenario differed. */
    public static final String DETERMINISM = "Determinism";
    /** A run did not end in time; real time, not its own. */
    public static final String HANGS = "Hangs";
    /** The process that ran it ended. */
    public static final String CRASHES = "Crashes";
    /** The beginning of the name where a run threw; the exception's class follows. */
    public static final String THROWS = "Throws ";

    private static final int FRAMES = 12;

    private final Runner runner;
    private final boolean twice;

    private Checked(Runner runner, boolean twice) {
        this.runner = runner;
        this.twice = twice;
    }

    public static Checked once(Runner runner) {
        return new Checked(runner, false);
    }

    /** Each scenario is run a second time, and both must have the same hash. Only the first tells its trace. */
    public static Checked twice(Runner runner) {
        return new Checked(runner, true);
    }

    @Override
    public Verdict run(Scenario scenario, Consumer<String> trace) {
        return checked(scenario, () -> runner.run(scenario, trace));
    }

    @Override
    public Verdict run(Scenario scenario) {
        return checked(scenario, () -> runner.run(scenario));
    }

    private Verdict checked(Scenario scenario, Supplier<Verdict> run) {
        return guarded(() -> {
            var verdict = withTransitions(run.get());
            return twice && verdict.violation().isEmpty() ? compared(verdict, runner.run(scenario)) : verdict;
        });
    }

    /** Runs this, or tells what it threw as a verdict. */
    static Verdict guarded(Supplier<Verdict> run) {
        try {
            return run.get();
        } catch (Throwable e) {
            // Errors too: a stack overflow in the product is as good a find as any.
            return Checked.violated(new Violation(THROWS + e.getClass().getSimpleName(), words(e), Duration.ZERO));
        }
    }

    static Verdict hung(Duration limit) {
        return violated(new Violation(
                HANGS, "has not ended after %d s of real time".formatted(limit.toSeconds()), Duration.ZERO));
    }

    /** @param words how it ended */
    public static Verdict crashed(String words) {
        return violated(new Violation(CRASHES, words, Duration.ZERO));
    }

    private static Verdict violated(Violation violation) {
        return new Verdict(Optional.of(violation), 0, 0, Duration.ZERO, new TreeMap<>(), new TreeMap<>());
    }

    private static String words(Throwable failure) {
        var words = new StringBuilder(failure.toString());
        Arrays.stream(failure.getStackTrace())
                .limit(FRAMES)
                .forEach(frame -> words.append("\n  at ").append(frame));
        return words.toString();
    }

    private static Verdict withTransitions(Verdict verdict) {
        if (verdict.violation().isPresent()) {
            return verdict;
        }
        return verdict.transitions().keySet().stream()
                .filter(made -> !PossibleTransitions.texts().contains(made))
                .findFirst()
                .map(made -> verdict.withViolation(
                        new Violation(TRANSITIONS, made + " is not a transition that can be", verdict.virtual())))
                .orElse(verdict);
    }

    private static Verdict compared(Verdict first, Verdict second) {
        if (first.hash() == second.hash()) {
            return first;
        }
        return first.withViolation(new Violation(
                DETERMINISM,
                "the first run has hash %016x after %d events, the second %016x after %d"
                        .formatted(first.hash(), first.events(), second.hash(), second.events()),
                first.virtual()));
    }
}
