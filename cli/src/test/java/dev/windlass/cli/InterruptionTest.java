package dev.windlass.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class InterruptionTest {
    /** The command in a process of its own. */
    public static final class Main {
        private Main() {}

        public static void main(String[] args) {
            Runtime.getRuntime().exit(WindlassCommand.run(args));
        }
    }

    @Test
    @Timeout(120)
    void shouldSayHowToFollowOnWhenItIsInterrupted() throws Exception {
        try (var planner = new FakePlanner().on(Script::begins)) {
            planner.answers(Script.PLAN, Script.plan())
                    .answers(Script.CLUSTER, Script.status(9, "running", false, "running"));
            var process = upgrading(planner);
            try (var lines = process.inputReader(StandardCharsets.UTF_8)) {
                var line = lines.readLine();
                while (line != null && !line.contains("attempt 1 failed")) {
                    line = lines.readLine();
                }
                // Not SIGINT: a process that a shell started in the background ignores it, and so do its children.
                process.toHandle().destroy();
                var rest = String.join("\n", lines.lines().toList());
                assertThat(rest).contains("The upgrade goes on; follow it with: windlass watch bar1");
                assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
                assertThat(process.exitValue()).isEqualTo(143);
            } finally {
                process.destroyForcibly();
            }
        }
    }

    @Test
    @Timeout(120)
    void shouldNotSayThatARequestIsPublishedBeforeItIs() throws Exception {
        var over = new CountDownLatch(1);
        try (var planner = new FakePlanner()) {
            planner.on((self, request) -> {
                try {
                    over.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            var process = upgrading(planner);
            try (var lines = process.inputReader(StandardCharsets.UTF_8)) {
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> !planner.requests().isEmpty());
                process.toHandle().destroy();
                assertThat(lines.readAllAsString())
                        .contains(
                                "request " + Script.id(planner.requests().getFirst()) + " may have been published",
                                "windlass status bar1")
                        .doesNotContain("is published");
            } finally {
                over.countDown();
                process.destroyForcibly();
            }
        }
    }

    private static Process upgrading(FakePlanner planner) throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var builder = new ProcessBuilder(
                java,
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "upgrade",
                "bar1",
                "--to",
                "v1.20.2",
                "--server",
                planner.address());
        return builder.redirectErrorStream(true).start();
    }
}
