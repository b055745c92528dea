package dev.windlass.simulation.mutants;

import dev.windlass.simulation.SavedScenarios;
import dev.windlass.simulation.Simulations;
import dev.windlass.simulation.run.Checked;
import dev.windlass.simulation.scenario.file.ScenarioFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.LongFunction;

/** The saved scenarios with the whole product, by their place among all. */
final class ScenariosCampaign implements LongFunction<String> {
    @Override
    public String apply(long place) {
        try {
            var file = ScenarioFile.read(SavedScenarios.all().get((int) place));
            return Checked.once(Simulations.runner())
                    .run(file.scenario())
                    .violation()
                    .map(violation -> violation.invariant())
                    .orElse("");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
