package dev.windlass.planner;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The service as a process of its own, with the log that it has there. */
@Timeout(120)
class StartTroubleTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @Test
    void shouldSayInOneLineThatAFileOfTheConnectionIsMissing() throws Exception {
        var config = Files.writeString(
                directory.resolve("windlass.yaml"),
                "kafka: {bootstrapServers: '127.0.0.1:1', security.protocol: SSL, ssl.truststore.location: /nowhere/trust.jks}");
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var process = new ProcessBuilder(
                        java,
                        "--sun-misc-unsafe-memory-access=allow",
                        "-cp",
                        System.getProperty("java.class.path"),
                        PlannerApplication.class.getName(),
                        "--config",
                        config.toString())
                .redirectErrorStream(true)
                .start();
        try (var said = process.inputReader(StandardCharsets.UTF_8)) {
            assertThat(said.lines())
                    .singleElement()
                    .asString()
                    .startsWith("windlass planner: it can't start: ")
                    .contains("/nowhere/trust.jks");
            assertThat(process.waitFor()).isEqualTo(69);
        } finally {
            process.destroyForcibly();
        }
    }
}
