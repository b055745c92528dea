package dev.windlass.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.windlass.simulator.DemoCluster;
import dev.windlass.simulator.SimulatedClusterServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * The three services on a broker in a container. The environment variable WINDLASS_TEST_KAFKA_IMAGE names another image than the
 * public one; it needs /etc/kafka/docker/run, as that has.
 */
@Tag("docker")
final class ContainerBrokerTest {
    private static final String PUBLIC = "apache/kafka";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @Test
    void shouldUpgradeAClusterOverABrokerInAContainer() throws Exception {
        var image = Optional.ofNullable(System.getenv("WINDLASS_TEST_KAFKA_IMAGE"))
                .orElse(PUBLIC + ":" + System.getProperty("windlass.kafka.version"));
        var missing = DockerImage.missing(image);
        if (missing.isPresent()) {
            System.err.println("ContainerBrokerTest is skipped: " + missing.get());
            abort(missing.get());
        }
        try (var kafka = new KafkaContainer(DockerImageName.parse(image).asCompatibleSubstituteFor(PUBLIC));
                var cluster = SimulatedClusterServer.start(DemoCluster.shape("1.15.4", 1, 2), directory)) {
            kafka.start();
            try (var services = Services.start(kafka.getBootstrapServers(), "boxed", cluster, directory);
                    var upgrade =
                            PublishedUpgrade.publish(services.port(Services.Service.PLANNER), "boxed", "v1.16.0")) {
                var end = upgrade.awaitEnd(Duration.ofMinutes(3));
                assertThat(end.type())
                        .as("%s%n%s", end.words(), services.lastWords())
                        .isEqualTo("UpgradeCompleted");
            }
            assertThat(cluster.nodesTable()).doesNotContain("v1.15.4").doesNotContain("SchedulingDisabled");
            assertThat(cluster.violations()).isEmpty();
        }
    }
}
