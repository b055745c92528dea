package dev.windlass.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Pages in docs/ that are made from code: compared, or written anew with -Dwindlass.pages=write. */
public final class Page {
    private Page() {}

    public static void shouldBe(String name, String text) {
        var file = Path.of("..", "docs", name);
        try {
            if ("write".equals(System.getProperty("windlass.pages"))) {
                Files.createDirectories(file.getParent());
                Files.writeString(file, text);
            }
            assertThat(Files.readString(file))
                    .as("docs/%s is not current: run mvn -pl core test -Dwindlass.pages=write", name)
                    .isEqualTo(text);
        } catch (IOException e) {
            throw new UncheckedIOException("docs/" + name + ": run mvn -pl core test -Dwindlass.pages=write", e);
        }
    }
}
