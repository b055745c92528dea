package dev.windlass.simulation.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.windlass.core.cluster.ClusterName;
import dev.windlass.core.cluster.KubernetesVersion;
import dev.windlass.core.cluster.MinorVersion;
import dev.windlass.core.cluster.NodeName;
import dev.windlass.core.cluster.PackageRevision;
import dev.windlass.core.event.Assignment;
import dev.windlass.core.plan.Step;
import dev.windlass.core.plan.StepId;
import dev.windlass.core.plan.UpgradeId;
import dev.windlass.core.procedure.Action;
import dev.windlass.core.report.FailureKind;
import dev.windlass.core.report.Finding;
import dev.windlass.core.report.Outcome;
import dev.windlass.core.request.Policy;
import dev.windlass.executor.ExecutorWork;
import dev.windlass.kubernetes.KubernetesActions;
import dev.windlass.runtime.config.ClusterConfig;
import dev.windlass.runtime.config.HttpConfig;
import dev.windlass.runtime.config.KafkaConfig;
import dev.windlass.runtime.config.NodeAddress;
import dev.windlass.runtime.config.SshConfig;
import dev.windlass.runtime.config.WindlassConfig;
import dev.windlass.runtime.work.Progress;
import dev.windlass.runtime.work.Task;
import dev.windlass.simulation.cluster.MovingCluster;
import dev.windlass.simulation.time.Crossing;
import dev.windlass.simulator.DemoCluster;
import dev.windlass.simulator.world.SimulatedCluster;
import dev.windlass.simulator.world.Verb;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.assertj.core.api.ObjectAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The executor's real work on nodes, in one thread and virtual time. */
class SimulatedWorkTest {
    private static final ClusterName CLUSTER = new ClusterName("demo");
    private static final NodeName WORKER = new NodeName("k8s-n1");

    private final ManualTime time = new ManualTime();
    private final SimulatedCluster world = new SimulatedCluster(DemoCluster.shape(), time.instant());
    private final MovingCluster moving = new MovingCluster(world, time);
    private final SshFaults faults = new SshFaults(time);
    private final ExecutorWork work = new ExecutorWork(
            config(),
            new SimulatedSsh(Map.of(CLUSTER, moving), time, time, new SplittableRandom(7), faults, Crossing.QUIET),
            new KubernetesActions(Map.of()),
            time);
    private final StringBuilder output = new StringBuilder();

    private static WindlassConfig config() {
        var ssh = new SshConfig("ops", Path.of("/keys/id"), Path.of("/keys/known_hosts"), 22, Optional.empty());
        var cluster = new ClusterConfig(
                CLUSTER, Map.of(), Path.of("/kubeconfig"), ssh, List.of(new NodeAddress(WORKER, "10.0.0.14", 22)));
        return new WindlassConfig(
                Path.of("windlass.yaml"),
                new KafkaConfig(Optional.empty(), 1, Map.of()),
                Path.of("data"),
                HttpConfig.DEFAULT,
                List.of(cluster));
    }

    @AfterEach
    void close() {
        work.close();
    }

    private Outcome perform(Action action, int attempt) throws InterruptedException {
        var step = new Step(new StepId("s001"), 1, "workers", Optional.of(WORKER), action);
        var assignment = new Assignment(
                step,
                attempt,
                attempt,
                Optional.of(KubernetesVersion.parse("v1.16.0")),
                Optional.of(new PackageRevision("1.16.0-0")),
                List.of(MinorVersion.parse("1.16")),
                Optional.empty(),
                List.of(),
                new TreeMap<>(),
                "",
                Policy.DEFAULT);
        return work.perform(new Task(CLUSTER, new UpgradeId("u1"), assignment), new Progress() {
            @Override
            public void note(String words) {
                output.append("note: ").append(words).append('\n');
            }

            @Override
            public void output(String text) {
                output.append(text);
            }

            @Override
            public long heldUntil() {
                return time.nanoTime() + Action.HEARTBEAT.toNanos();
            }
        });
    }

    private static ObjectAssert<Outcome.Failed> assertFailed(Outcome outcome, FailureKind kind) {
        return assertThat(outcome)
                .asInstanceOf(type(Outcome.Failed.class))
                .satisfies(it -> assertThat(it.failure().kind()).isEqualTo(kind));
    }

    @Test
    void shouldInspect() throws Exception {
        assertThat(perform(Action.INSPECT_NODE, 1))
                .asInstanceOf(type(Outcome.Succeeded.class))
                .extracting(Outcome.Succeeded::finding)
                .isInstanceOf(Finding.NodeSeen.class);
    }

    @Test
    void shouldFailWithoutAMirrorAndWorkWithIt() throws Exception {
        world.faults(WORKER).cutMirror(true);
        assertFailed(perform(Action.SWITCH_REPOSITORY, 1), FailureKind.PACKAGE);
        world.faults(WORKER).cutMirror(false);
        assertThat(perform(Action.SWITCH_REPOSITORY, 2)).isInstanceOf(Outcome.Succeeded.class);
        assertThat(output).contains("switch-repository 1.16: half (not-refreshed)");
    }

    @Test
    void shouldSayThatTheDiskIsFull() throws Exception {
        world.fillDisk(WORKER, true);
        assertFailed(perform(Action.SAVE_CONFIGURATION, 1), FailureKind.DISK_FULL);
        assertFailed(perform(Action.INSPECT_NODE, 1), FailureKind.DISK_FULL);
    }

    @Test
    void shouldReportARunThatARebootTook() throws Exception {
        world.faults(WORKER).delayNext(Verb.SWITCH_REPOSITORY, Duration.ofMinutes(1));
        time.after(
                Duration.ofSeconds(20),
                () -> moving.tell(it -> it.faults(WORKER).reboot(Duration.ofSeconds(40))));

        assertFailed(perform(Action.SWITCH_REPOSITORY, 1), FailureKind.LOST);
        assertThat(output)
                .contains(
                        "note: no word of switch-repository, asking again: k8s-n1 (10.0.0.14:22) refused the connection")
                .contains("note: switch-repository is heard of again");
        assertThat(perform(Action.SWITCH_REPOSITORY, 2)).isInstanceOf(Outcome.Succeeded.class);
    }

    @Test
    void shouldNotKnowWhereANodeIsAwayUntilTheDeadline() throws Exception {
        faults.strike(CLUSTER, WORKER, SshFault.HALF_OPEN, time.instant().plus(Duration.ofDays(1)));

        assertThat(perform(Action.SAVE_CONFIGURATION, 1)).isInstanceOf(Outcome.Unknown.class);
    }

    @Test
    void shouldBeTheSameForTheSameSeed() throws Exception {
        var other = new SimulatedWorkTest();
        for (var trial : List.of(this, other)) {
            trial.faults.strike(
                    CLUSTER, WORKER, SshFault.SLOW, trial.time.instant().plus(Duration.ofMinutes(1)));
            trial.perform(Action.SAVE_CONFIGURATION, 1);
            trial.perform(Action.SWITCH_REPOSITORY, 2);
        }
        other.close();

        assertThat(output.toString()).isEqualTo(other.output.toString());
        assertThat(time.nanoTime()).isEqualTo(other.time.nanoTime());
        assertThat(world.truth().occurrences()).isEqualTo(other.world.truth().occurrences());
    }
}
