package dev.windlass.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windlass.simulation.run.Checked;
import dev.windlass.simulation.run.Runner;
import dev.windlass.simulation.scenario.file.ScenarioFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every scenario that once broke a promise, or tells a story of its own, is a test: it breaks none now, and gives the same twice. A new file
 * in src/test/resources/scenarios is a new test.
 */
final class ScenariosTest {
    private static final Path SCENARIOS = Path.of("src", "test", "resources", "scenarios");

    @TestFactory
    Stream<DynamicTest> shouldKeepEveryPromiseIn() throws IOException {
        return files().stream().map(path -> {
            var file = ScenarioFile.read(path);
            return DynamicTest.dynamicTest(file.name(), path.toUri(), () -> shouldKeepEveryPromise(file));
        });
    }

    private static void shouldKeepEveryPromise(ScenarioFile file) {
        assertThat(Checked.twice(runner()).run(file.scenario()).violation()).isEmpty();
    }

    private static List<Path> files() throws IOException {
        try (var all = Files.list(SCENARIOS)) {
            return all.filter(path -> path.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        }
    }

    private static Runner runner() {
        return Simulations.runner();
    }
}
