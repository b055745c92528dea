package dev.windlass.simulation.scenario;

import java.time.Duration;
import java.util.List;

/**
 * Everything about a run that is decided before it begins. The same scenario always gives the same history.
 *
 * @param seed of what is left to chance while it runs: delays, interleavings, names of pods. Each concern has a source of its own that
 *     follows from it, so that leaving a fault out changes nothing else
 * @param chaos how long faults may strike; after that everything is healed, and must come to an end
 */
public record Scenario(long seed, Fleet fleet, Duration chaos, List<Ask> asks, List<Fault> faults) {
    public Scenario {
        asks = List.copyOf(asks);
        faults = List.copyOf(faults);
    }

    public Scenario withFleet(Fleet other) {
        return new Scenario(seed, other, chaos, asks, faults);
    }

    public Scenario withChaos(Duration other) {
        return new Scenario(seed, fleet, other, asks, faults);
    }

    public Scenario withAsks(List<Ask> others) {
        return new Scenario(seed, fleet, chaos, others, faults);
    }

    public Scenario withFaults(List<Fault> others) {
        return new Scenario(seed, fleet, chaos, asks, others);
    }
}
