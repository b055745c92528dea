package dev.windlass.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windlass.simulation.run.Checked;
import dev.windlass.simulation.scenario.file.ScenarioFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every scenario that once broke a promise, or tells a story of its own, is a test: it breaks none now, gives the same twice, and all its
 * faults still strike. A new file in src/test/resources/scenarios is a new test. That each would break its promise again is a test of
 * package mutants.
 */
final class ScenariosTest {
    @TestFactory
    Stream<DynamicTest> shouldKeepEveryPromiseIn() throws IOException {
        return SavedScenarios.all().stream().map(path -> {
            var file = ScenarioFile.read(path);
            return DynamicTest.dynamicTest(file.name(), path.toUri(), () -> shouldKeepEveryPromise(file));
        });
    }

    private static void shouldKeepEveryPromise(ScenarioFile file) {
        var history = new ArrayList<String>();
        var verdict = Checked.twice(Simulations.runner()).run(file.scenario(), history::add);
        assertThat(verdict.violation()).isEmpty();
        assertThat(history.stream().filter(line -> line.contains("  FAULT  ")))
                .as("all of its faults strike")
                .hasSameSizeAs(file.scenario().faults());
    }
}
