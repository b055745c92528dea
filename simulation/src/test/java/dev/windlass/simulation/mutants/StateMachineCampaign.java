package dev.windlass.simulation.mutants;

import dev.windlass.simulator.seeds.Walk;
import dev.windlass.simulator.seeds.Watcher;
import java.util.function.LongFunction;

/** Random histories of the state machine alone, with the promises of module simulator: no loops, no executors, no hosts. */
final class StateMachineCampaign implements LongFunction<String> {
    @Override
    public String apply(long seed) {
        return Walk.of(seed, Watcher.NOBODY)
                .map(violation -> violation.promise())
                .orElse("");
    }
}
