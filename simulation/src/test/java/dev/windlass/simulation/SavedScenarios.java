package dev.windlass.simulation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The scenario files of the tests. */
public final class SavedScenarios {
    private static final Path FOLDER = Path.of("src", "test", "resources", "scenarios");

    private SavedScenarios() {}

    /** All, by name. */
    public static List<Path> all() throws IOException {
        try (var all = Files.list(FOLDER)) {
            return all.filter(path -> path.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        }
    }
}
