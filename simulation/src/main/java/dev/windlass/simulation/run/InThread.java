package dev.windlass.simulation.run;

import dev.windlass.simulation.scenario.Scenario;
import java.util.Optional;
import java.util.function.LongFunction;

/** Runs seeds in the thread that asks. */
public final class InThread implements SeedWorker {
    private final LongFunction<Scenario> drawing;
    private final Runner once;
    private final Runner twice;

    /** @param drawing the scenario of a seed; always the same one */
    public InThread(LongFunction<Scenario> drawing, Runner runner) {
        this.drawing = drawing;
        this.once = Checked.once(runner);
        this.twice = Checked.twice(runner);
    }

    @Override
    public Optional<Verdict> run(long seed, boolean asTwice) {
        var runner = asTwice ? twice : once;
        var verdict = Checked.guarded(() -> runner.run(drawing.apply(seed)));
        // What ran may have left the flag behind.
        Thread.interrupted();
        return Optional.of(verdict);
    }

    @Override
    public void close() {}
}
