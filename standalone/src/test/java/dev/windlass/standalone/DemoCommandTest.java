package dev.windlass.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import picocli.CommandLine;

/** The whole way in one process: a real broker, the three services, SSH and HTTP to a simulated cluster, and the command line. */
@Timeout(240)
final class DemoCommandTest {
    private final PrintStream out = System.out;
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @BeforeEach
    void captureOutput() {
        System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void releaseOutput() {
        System.setOut(out);
    }

    @Test
    void shouldUpgradeEveryNode() {
        assertThat(run()).as(text()).isZero();
        assertThat(nodes())
                .hasSize(5)
                .allMatch(node -> node.matches("k8s-[mn]\\d +Ready +(master|<none>) +\\d+h +v1\\.16\\.0"));
    }

    @Test
    void shouldPutABrokenWorkerBackAndLeaveEveryNodeReady() {
        assertThat(run("--break", "k8s-n2")).as(text()).isEqualTo(21);
        assertThat(nodes())
                .hasSize(5)
                .allMatch(node -> node.matches("k8s-[mn]\\d +Ready +.*"))
                .anyMatch(node -> node.matches("k8s-n2 .* v1\\.15\\.4"))
                .anyMatch(node -> node.matches("k8s-n1 .* v1\\.16\\.0"));
    }

    @Test
    void shouldNameTheNodesThatThereAre() {
        assertThat(run("--break", "k8s-n9")).isEqualTo(64);
    }

    private static int run(String... arguments) {
        return new CommandLine(new DemoCommand()).execute(arguments);
    }

    private String text() {
        return said.toString(StandardCharsets.UTF_8);
    }

    /** The rows of the last table, as kubectl get no prints it. */
    private java.util.List<String> nodes() {
        var text = text();
        return text.substring(text.lastIndexOf("NAME "))
                .lines()
                .skip(1)
                .filter(row -> !row.isBlank())
                .toList();
    }
}
