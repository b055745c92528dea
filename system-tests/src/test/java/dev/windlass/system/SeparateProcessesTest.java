package dev.windlass.system;

import static dev.windlass.system.Services.Service.EXECUTOR;
import static dev.windlass.system.Services.Service.PLANNER;
import static dev.windlass.system.Services.Service.VALIDATOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.windlass.cli.client.Event;
import dev.windlass.core.cluster.NodeName;
import dev.windlass.simulator.DemoCluster;
import dev.windlass.simulator.SimulatedClusterServer;
import dev.windlass.simulator.world.ClusterShape;
import dev.windlass.simulator.world.Verb;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Planner, executor, validator and broker as four processes, and a simulated cluster. */
final class SeparateProcessesTest {
    /** Two nodes and no budget: with one worker, what must stay available would have nowhere to go. */
    private static final ClusterShape SHAPE = DemoCluster.shape("1.15.4", 1, 1).with(List.<ClusterShape.Workload>of());

    private static final NodeName MASTER = new NodeName("k8s-m1");
    private static final NodeName WORKER = new NodeName("k8s-n1");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @Test
    void shouldFinishAnUpgradeThoughEachServiceIsKilledOnce() throws Exception {
        var port = Launched.freePort();
        try (var broker = broker(port);
                var cluster = SimulatedClusterServer.start(SHAPE, directory);
                var services = Services.start("127.0.0.1:" + port, "killed", cluster, directory);
                var upgrade = PublishedUpgrade.publish(services.port(PLANNER), "killed", "v1.16.0")) {
            try {
                killEachOnce(cluster, services);
                var end = upgrade.awaitEnd(Duration.ofMinutes(3));
                assertThat(end.type()).as(end.words()).isEqualTo("UpgradeCompleted");
                numbersHaveNoGap(upgrade.events());
                eachVerbActedOnce(cluster);
            } catch (AssertionError | ConditionTimeoutException e) {
                throw new AssertionError(
                        String.join("\n", upgrade.story(), services.lastWords(), broker.lastWords()), e);
            }
        }
    }

    private static void killEachOnce(SimulatedClusterServer cluster, Services services) {
        awaitThat("kubeadm upgrade apply runs", () -> cluster.starts(MASTER, Verb.UPGRADE_APPLY) == 1);
        killAndStart(services, EXECUTOR);
        killAndStart(services, PLANNER);
        awaitThat("the worker's kubelet restarts", () -> cluster.starts(WORKER, Verb.RESTART_KUBELET) == 1);
        killAndStart(services, VALIDATOR);
    }

    private Launched broker(int port) {
        return Launched.java(
                        "broker",
                        directory.resolve("broker.log"),
                        "-Dlogback.configurationFile=" + System.getProperty("logback.configurationFile"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        BrokerProcess.class.getName(),
                        directory.resolve("broker").toString(),
                        String.valueOf(port))
                .awaitListening(port);
    }

    private static void killAndStart(Services services, Services.Service service) {
        services.kill(service);
        services.launch(service);
    }

    private static void awaitThat(String what, Callable<Boolean> condition) {
        await(what)
                .atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(20))
                .until(condition);
    }

    private static void numbersHaveNoGap(List<Event> events) {
        assertThat(events.stream().map(Event::sequence))
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, events.size()).boxed().toList());
    }

    private static void eachVerbActedOnce(SimulatedClusterServer cluster) {
        assertThat(cluster.nodesTable()).doesNotContain("v1.15.4").doesNotContain("SchedulingDisabled");
        assertThat(cluster.violations()).isEmpty();
        assertThat(cluster.acts(MASTER, Verb.UPGRADE_APPLY)).isEqualTo(1);
        for (var verb : List.of(Verb.INSTALL_KUBEADM, Verb.INSTALL_KUBELET, Verb.RESTART_KUBELET)) {
            assertThat(cluster.acts(MASTER, verb)).as("%s on %s", verb, MASTER).isEqualTo(1);
            assertThat(cluster.acts(WORKER, verb)).as("%s on %s", verb, WORKER).isEqualTo(1);
        }
    }
}
