package dev.windlass.simulation;

import dev.windlass.simulation.run.Runner;
import dev.windlass.simulation.run.Verdict;
import dev.windlass.simulation.scenario.Drawing;
import dev.windlass.simulation.scenario.Scenario;
import dev.windlass.simulation.world.SimulatedWorld;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongFunction;

/** Where the parts of the simulation are put together. */
public final class Simulations {
    private Simulations() {}

    /** Runs the whole product in a simulated world. */
    public static Runner runner() {
        return new Worlds();
    }

    /** The scenario of each seed. */
    public static LongFunction<Scenario> drawing() {
        return Drawing::draw;
    }

    private record Worlds() implements Runner {
        @Override
        public Verdict run(Scenario scenario, Consumer<String> trace) {
            return new SimulatedWorld(scenario, Optional.of(trace)).run();
        }

        @Override
        public Verdict run(Scenario scenario) {
            return new SimulatedWorld(scenario, Optional.empty()).run();
        }
    }
}
