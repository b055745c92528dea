package dev.windlass.simulation;

import dev.windlass.simulation.run.Runner;
import dev.windlass.simulation.scenario.Scenario;
import java.util.function.LongFunction;

/** Where the parts of the simulation are put together. */
public final class Simulations {
    private Simulations() {}

    /** Runs the whole product in a simulated world. */
    public static Runner runner() {
        throw new UnsupportedOperationException("the run of a simulated world is not built yet");
    }

    /** The scenario of each seed. */
    public static LongFunction<Scenario> drawing() {
        throw new UnsupportedOperationException("the drawing of scenarios is not built yet");
    }
}
