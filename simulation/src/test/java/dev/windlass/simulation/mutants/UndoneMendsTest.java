package dev.windlass.simulation.mutants;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windlass.simulation.SavedScenarios;
import dev.windlass.simulation.scenario.file.ScenarioFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every saved scenario breaks its promise again where its mend is undone: one that does not tells nothing any more. */
final class UndoneMendsTest {
    private static final Duration LONG = Duration.ofMinutes(5);

    @TestFactory
    Stream<DynamicTest> shouldBreakItsPromiseWithoutItsMend() throws IOException {
        return SavedScenarios.all().stream()
                .map(path -> DynamicTest.dynamicTest(path.getFileName().toString(), () -> shouldBreak(path)));
    }

    private static void shouldBreak(Path path) throws Exception {
        var limits = new Limits(SavedScenarios.all().indexOf(path), 1, LONG, LONG);
        try (var compilation = new Compilation()) {
            var classes = new TreeMap<String, byte[]>();
            for (var mutant : undoing(path.getFileName().toString())) {
                classes.putAll(compilation.of(mutant));
            }
            var fate = Trial.of(classes, ScenariosCampaign.class.getName(), limits, System.nanoTime() + LONG.toNanos());
            assertThat(fate).isEqualTo(new Fate.Killed(ScenarioFile.read(path).broke(), 1));
        }
    }

    private static List<Mutant> undoing(String scenario) {
        var mutants = MutantList.all().stream()
                .filter(mutant -> mutant.scenario().filter(scenario::equals).isPresent())
                .toList();
        assertThat(mutants)
                .as("planted mistakes that undo the mend of %s", scenario)
                .isNotEmpty();
        return mutants;
    }
}
