package dev.windlass.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.IVersionProvider;

/** The version that this was built as. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() throws IOException {
        try (var text = Version.class.getResourceAsStream("version.txt")) {
            var version = text == null ? "unknown" : new String(text.readAllBytes(), StandardCharsets.UTF_8).strip();
            return new String[] {"windlass " + version};
        }
    }
}
