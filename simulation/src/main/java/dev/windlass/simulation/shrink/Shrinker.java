package dev.windlass.simulation.shrink;

import dev.windlass.simulation.run.Checked;
import dev.windlass.simulation.run.Runner;
import dev.windlass.simulation.run.Verdict;
import dev.windlass.simulation.scenario.Scenario;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Finds a small scenario that breaks the same promise: with the fewest faults, then with the fewest events. What it finds depends on the
 * scenario alone, unless its time ends first. Thread-safe where the runner is.
 */
public final class Shrinker {
    /**
     * When to be content with what there is.
     *
     * @param runs at most so many
     * @param time none is begun after this, in real time
     */
    public record Limits(int runs, Duration time) {
        public static final Limits USUAL = new Limits(2_000, Duration.ofSeconds(30));
    }

    /**
     * The smallest scenario that was found.
     *
     * @param verdict what came of it
     * @param runs how many were needed
     */
    public record Shrunk(Scenario scenario, Verdict verdict, int runs) {}

    private final Runner once;
    private final Runner twice;
    private final Limits limits;
    private final LongSupplier nanos;

    public Shrinker(Runner runner, Limits limits) {
        this(runner, limits, System::nanoTime);
    }

    Shrinker(Runner runner, Limits limits, LongSupplier nanos) {
        this.once = Checked.once(runner);
        this.twice = Checked.twice(runner);
        this.limits = limits;
        this.nanos = nanos;
    }

    /** As {@link #shrink(Scenario, String, BooleanSupplier)}, and nobody stops it. */
    public Optional<Shrunk> shrink(Scenario failing, String invariant) {
        return shrink(failing, invariant, () -> false);
    }

    /**
     * Shrinks in the calling thread.
     *
     * @param invariant the name of the promise that it breaks
     * @param stopped asked before each run; once true, the smallest so far is the result
     * @return empty when the scenario does not break that promise
     */
    public Optional<Shrunk> shrink(Scenario failing, String invariant, BooleanSupplier stopped) {
        var end = nanos.getAsLong() + limits.time().toNanos();
        var runner = invariant.equals(Checked.DETERMINISM) ? twice : once;
        var search = new Search(
                runner, invariant, limits.runs(), () -> nanos.getAsLong() - end >= 0 || stopped.getAsBoolean());
        return search.from(failing);
    }
}
