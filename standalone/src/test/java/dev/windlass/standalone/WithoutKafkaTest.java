package dev.windlass.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windlass.core.cluster.ClusterName;
import dev.windlass.core.cluster.KubernetesVersion;
import dev.windlass.core.cluster.NodeName;
import dev.windlass.core.event.Event;
import dev.windlass.core.event.EventRecord;
import dev.windlass.core.procedure.Actor;
import dev.windlass.core.report.Outcome;
import dev.windlass.core.report.Report;
import dev.windlass.core.request.Policy;
import dev.windlass.core.request.Request;
import dev.windlass.core.request.RequestId;
import dev.windlass.core.upgrade.ClusterState;
import dev.windlass.core.upgrade.Input;
import dev.windlass.core.upgrade.Status;
import dev.windlass.core.upgrade.UpgradeProcess;
import dev.windlass.executor.ExecutorWork;
import dev.windlass.runtime.work.Progress;
import dev.windlass.runtime.work.StepWork;
import dev.windlass.runtime.work.Task;
import dev.windlass.simulator.DemoCluster;
import dev.windlass.simulator.SimulatedClusterServer;
import dev.windlass.validator.ValidatorWork;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The state machine, the executor's and the validator's work on a simulated cluster, with nothing between them. */
@Timeout(120)
final class WithoutKafkaTest {
    private static final ClusterName DEMO = DemoConfig.CLUSTER;
    private static final Progress QUIET = new Progress() {
        @Override
        public void note(String words) {}

        @Override
        public void output(String text) {}
    };

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    private ClusterState state = ClusterState.empty(DEMO);

    @Test
    void shouldUpgradeTheDemoCluster() throws Exception {
        try (var cluster = SimulatedClusterServer.start(DemoCluster.shape(), directory)) {
            run(cluster, "v1.16.0");
            assertThat(status()).as(state.upgrade().orElseThrow().end()).isEqualTo(Status.COMPLETED);
            assertThat(cluster.nodesTable())
                    .contains("v1.16.0")
                    .doesNotContain("v1.15.4", "NotReady", "SchedulingDisabled");
            assertThat(cluster.violations()).isEmpty();
            assertThat(cluster.cordoned()).isEmpty();
        }
    }

    @Test
    void shouldPutABrokenWorkerBack() throws Exception {
        try (var cluster = SimulatedClusterServer.start(DemoCluster.shape(), directory)) {
            cluster.breakKubelet(new NodeName("k8s-n2"));
            run(cluster, "v1.16.0");
            assertThat(status()).as(state.upgrade().orElseThrow().end()).isEqualTo(Status.ROLLED_BACK);
            assertThat(cluster.nodesTable()).containsPattern("k8s-n2 +Ready .*v1.15.4");
            assertThat(cluster.cordoned()).isEmpty();
        }
    }

    private Status status() {
        return state.upgrade().orElseThrow().status();
    }

    private void run(SimulatedClusterServer cluster, String target) throws InterruptedException {
        var config = DemoConfig.of(cluster, directory);
        var policy = new Policy(Duration.ofMinutes(2), Duration.ofMillis(500), false, false);
        try (var executor = new ExecutorWork(config, Clock.systemUTC());
                var validator = new ValidatorWork(config, DemoConfig.TIMING)) {
            var open = tell(new Input.Requested(
                    new Request.ToUpgrade(
                            new RequestId("q1"),
                            DEMO,
                            KubernetesVersion.parse(target),
                            policy,
                            false,
                            Optional.empty(),
                            "test",
                            "me"),
                    Instant.now()));
            while (state.active().isPresent()) {
                open = open.isEmpty() ? tell(new Input.Ticked(Instant.now())) : performAll(open, executor, validator);
            }
        }
    }

    private List<EventRecord> performAll(List<EventRecord> open, StepWork executor, StepWork validator)
            throws InterruptedException {
        var next = new ArrayList<EventRecord>();
        for (var record : open) {
            var assignment = ((Event.StepScheduled) record.event()).assignment();
            var task = new Task(DEMO, record.upgrade().orElseThrow(), assignment);
            next.addAll(tell(report(task, new Report.Said.Claimed())));
            Outcome outcome =
                    (assignment.step().action().actor() == Actor.EXECUTOR ? executor : validator).perform(task, QUIET);
            next.addAll(tell(report(task, new Report.Said.Ended(outcome))));
        }
        return next;
    }

    private static Input report(Task task, Report.Said said) {
        var assignment = task.assignment();
        return new Input.Reported(
                new Report(
                        DEMO,
                        task.upgrade(),
                        assignment.step().id(),
                        assignment.attempt(),
                        assignment.token(),
                        "test",
                        said),
                Instant.now());
    }

    private List<EventRecord> tell(Input input) {
        var decided = UpgradeProcess.decide(state, input);
        state = UpgradeProcess.replay(state, decided);
        return decided.stream()
                .filter(record -> record.event() instanceof Event.StepScheduled)
                .toList();
    }
}
