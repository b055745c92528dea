package dev.windlass.schemas.wire;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Writes the newest schemas as released ones, with their golden bytes. Run it once for a release, after its entries were added to
 * ids.json: {@code mvn -pl schemas test -Dtest=WriteRelease -Dwindlass.release=v2}. Never run it for a version that is released.
 */
@EnabledIfSystemProperty(named = "windlass.release", matches = "v[0-9]+")
class WriteRelease {
    private static final Path HISTORY = Path.of("src/main/avro-history");

    @Test
    void shouldWriteTheNewestSchemasAndTheirGoldenBytes() throws IOException {
        var release = System.getProperty("windlass.release");
        var version = Integer.parseInt(release.substring(1));
        Files.createDirectories(HISTORY.resolve(release));
        for (var subject : Subject.values()) {
            Files.writeString(
                    HISTORY.resolve(release).resolve(file(subject)),
                    subject.schema().toString(true) + "\n");
            // The convention of ids.json, which a test compares with what is written here.
            var id = 0x57494E00 + (version - 1) * Subject.values().length + subject.ordinal() + 1;
            GoldenBytes.write(new ReleasedSchema(subject, version, id, subject.schema()));
        }
    }

    private static String file(Subject subject) {
        return subject.name().toLowerCase(Locale.ROOT).replace('_', '-') + ".avsc";
    }
}
