package dev.windlass.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** As {@link DemoCommandTest}, with a worker that does not come back. A class of its own, so that both can run at a time. */
@Timeout(240)
final class DemoRollbackTest {
    @Test
    void shouldPutABrokenWorkerBackAndLeaveEveryNodeReady() {
        try (var demo = new DemoOutput()) {
            assertThat(demo.run("--break", "k8s-n2")).as(demo::text).isEqualTo(21);
            assertThat(demo.nodes())
                    .hasSize(5)
                    .allMatch(node -> node.matches("k8s-[mn]\\d +Ready +.*"))
                    .anyMatch(node -> node.matches("k8s-n2 .* v1\\.15\\.4"))
                    .anyMatch(node -> node.matches("k8s-n1 .* v1\\.16\\.0"));
        }
    }
}
