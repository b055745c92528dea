package dev.windlass.simulation.mutants;

import dev.windlass.simulation.histories.Walk;
import dev.windlass.simulation.histories.Watcher;
import java.util.function.LongFunction;

/** Random histories of the state machine alone, with the promises of package histories: no loops, no executors, no hosts. */
final class StateMachineCampaign implements LongFunction<String> {
    @Override
    public String apply(long seed) {
        return Walk.of(seed, Watcher.NOBODY)
                .map(violation -> violation.promise())
                .orElse("");
    }
}
