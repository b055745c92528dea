package dev.windlass.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The whole way in one process: a real broker, the three services, SSH and HTTP to a simulated cluster, and the command line. */
@Timeout(240)
final class DemoCommandTest {
    @Test
    void shouldUpgradeEveryNode() {
        try (var demo = new DemoOutput()) {
            assertThat(demo.run()).as(demo::text).isZero();
            assertThat(demo.nodes())
                    .hasSize(5)
                    .allMatch(node -> node.matches("k8s-[mn]\\d +Ready +(master|<none>) +\\d+h +v1\\.16\\.0"));
        }
    }

    @Test
    void shouldNameTheNodesThatThereAre() {
        try (var demo = new DemoOutput()) {
            assertThat(demo.run("--break", "k8s-n9")).isEqualTo(64);
        }
    }
}
