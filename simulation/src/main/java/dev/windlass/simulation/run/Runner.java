package dev.windlass.simulation.run;

import dev.windlass.simulation.scenario.Scenario;

/** Runs a scenario to its end. Thread-safe: each run is a world of its own. */
public interface Runner {
    Verdict run(Scenario scenario);
}
