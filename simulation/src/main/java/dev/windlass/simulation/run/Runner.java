package dev.windlass.simulation.run;

import dev.windlass.simulation.scenario.Scenario;
import java.util.function.Consumer;

/** Runs a scenario to its end, or to the first promise that it breaks. Thread-safe: each run is a world of its own. */
public interface Runner {
    /** Tells the history line by line while it runs. What is told must not change the history. */
    Verdict run(Scenario scenario, Consumer<String> trace);

    /** A runner that saves the making of lines when nobody reads them gives this a body of its own. */
    default Verdict run(Scenario scenario) {
        return run(scenario, line -> {});
    }
}
