package dev.windlass.simulation.mutants;

import dev.windlass.simulation.Simulations;
import dev.windlass.simulation.run.Checked;
import java.util.function.LongFunction;

/**
 * The scenario of a seed, run with the whole product. It is loaded anew with every mutant, so that it meets the mutant's classes; only
 * the JDK's types go in and out.
 */
final class WholeProductCampaign implements LongFunction<String> {
    /** The short name of the invariant that was broken, such as S4 OneTokenUp; empty when all held. */
    @Override
    public String apply(long seed) {
        var scenario = Simulations.drawing().apply(seed);
        return Checked.once(Simulations.runner())
                .run(scenario)
                .violation()
                .map(violation -> violation.invariant())
                .orElse("");
    }
}
