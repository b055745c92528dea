package dev.windlass.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The demo in a process of its own, which a signal ends. */
@Timeout(240)
class DemoEndTest {
    @TempDir
    Path directory;

    @Test
    void shouldTakeEverythingWithItAndPromiseNothing() throws Exception {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var process = new ProcessBuilder(
                        java,
                        "-Xmx512m",
                        "-XX:TieredStopAtLevel=1",
                        "-Djava.io.tmpdir=" + directory,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Windlass.class.getName(),
                        "demo")
                .redirectErrorStream(true)
                .start();
        try (var lines = process.inputReader(StandardCharsets.UTF_8)) {
            var line = lines.readLine();
            while (line != null && !line.contains("plan made")) {
                line = lines.readLine();
            }
            assertThat(stages()).isEqualTo(1);
            // Not SIGINT: a process that a shell started in the background ignores it, and so do its children.
            process.toHandle().destroy();
            var rest = String.join("\n", lines.lines().toList());
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(143);
            assertThat(rest).contains("the demo ends").doesNotContain("windlass watch");
            assertThat(stages()).as(rest).isZero();
        } finally {
            process.destroyForcibly();
        }
    }

    private long stages() throws Exception {
        try (var files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().startsWith("windlass-demo"))
                    .count();
        }
    }
}
