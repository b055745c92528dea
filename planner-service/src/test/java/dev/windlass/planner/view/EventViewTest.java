package dev.windlass.planner.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windlass.core.cluster.PackageRevision;
import dev.windlass.core.cluster.Workload;
import dev.windlass.core.event.Assignment;
import dev.windlass.core.event.Event;
import dev.windlass.core.event.EventRecord;
import dev.windlass.core.plan.PlanDigest;
import dev.windlass.core.plan.Step;
import dev.windlass.core.plan.StepId;
import dev.windlass.core.plan.UpgradeId;
import dev.windlass.core.procedure.Action;
import dev.windlass.core.report.Failure;
import dev.windlass.core.report.FailureKind;
import dev.windlass.core.report.Finding;
import dev.windlass.core.request.Policy;
import dev.windlass.core.request.Request;
import dev.windlass.core.request.RequestId;
import dev.windlass.planner.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The golden file is the contract: what a user's program reads today it must be able to read tomorrow. */
class EventViewTest {
    private static final Path GOLDEN = Path.of("src/test/resources/dev/windlass/planner/view/events.jsonl");
    private static final Instant AT = Instant.parse("2026-11-24T03:00:00Z");
    private static final Instant LATER = Instant.parse("2026-11-24T03:00:15Z");
    private static final UpgradeId UPGRADE = new UpgradeId("bar1-mhx5v7k8");
    private static final StepId STEP = new StepId("s014");
    private static final RequestId REQUEST = new RequestId("r-1");
    private static final long TOKEN = 1_795_489_200_000L;
    private static final Failure FAILURE =
            new Failure(FailureKind.DRAIN_BLOCKED, "budget default/web allows no disruption", "scale it up", true);

    /** Set to write the file anew, after a change that adds and does not break. */
    private static final boolean WRITE = "true".equals(System.getenv("WINDLASS_WRITE_GOLDEN"));

    @Test
    void shouldShowEveryEventAsTheGoldenFileSays() throws IOException {
        var names = new StepNames(cluster -> Optional.empty());
        var lines = new ArrayList<String>();
        for (var event : events()) {
            var record = new EventRecord(Samples.CLUSTER, lines.size() + 1L, AT, about(event), event);
            lines.add(EventView.of(record, names.of(record)).json());
        }
        lines.add(EventView.unreadable("bar1", "schema 99 is not known").json());
        if (WRITE) {
            Files.createDirectories(GOLDEN.getParent());
            Files.write(GOLDEN, lines);
        }
        assertThat(String.join("\n", lines)).isEqualTo(String.join("\n", Files.readAllLines(GOLDEN)));
    }

    @Test
    void shouldHaveASampleOfEveryEvent() {
        var shown = events().stream().map(Event::getClass).collect(Collectors.toSet());
        assertThat(shown).containsAll(Arrays.asList(types()));
    }

    @Test
    void shouldLookUpStepsWhereReadingBeganInTheMiddle() {
        var record = new EventRecord(
                Samples.CLUSTER, 9, AT, Optional.of(UPGRADE), new Event.StepStarted(STEP, 1, TOKEN, "executor-1"));
        assertThat(new StepNames(cluster -> Optional.empty()).of(record)).isEmpty();
        assertThat(EventView.of(record, Optional.empty()).json())
                .contains("\"step\":\"s014\"")
                .doesNotContain("\"node\"");
    }

    @SuppressWarnings("unchecked")
    private static Class<? extends Event>[] types() {
        return (Class<? extends Event>[]) Event.class.getPermittedSubclasses();
    }

    private static Optional<UpgradeId> about(Event event) {
        return event instanceof Event.RequestRefused ? Optional.empty() : Optional.of(UPGRADE);
    }

    private static List<Event> events() {
        var plan = Samples.plan();
        var step = new Step(STEP, 1, "workers", Optional.of(Samples.WORKER), Action.DRAIN);
        var restore = new Step(new StepId("r1-1"), 1, "rollback", Optional.of(Samples.WORKER), Action.RESTORE_NODE);
        var policy = new Policy(Duration.ofMinutes(5), Duration.ofSeconds(10), true, false);
        var request = new Request.ToUpgrade(
                REQUEST,
                Samples.CLUSTER,
                Samples.TARGET,
                policy,
                false,
                Optional.of(new PlanDigest("0".repeat(64))),
                "security fixes",
                "ops");
        var assignment = new Assignment(
                step,
                2,
                TOKEN,
                Optional.of(Samples.TARGET),
                Optional.of(new PackageRevision("1.20.2-1.1")),
                List.of(),
                Optional.empty(),
                List.of(),
                new TreeMap<>(),
                "",
                policy);
        return List.of(
                new Event.RequestRefused(REQUEST, "ops", "cluster bar1 is busy", "wait for it"),
                new Event.UpgradeAccepted(request, TOKEN),
                new Event.PlanMade(plan),
                new Event.StepScheduled(assignment),
                new Event.StepStarted(STEP, 2, TOKEN, "executor-1"),
                new Event.StepProgressed(STEP, 2, TOKEN, "waits for default/web-1: budget default/web", "evicting\n"),
                new Event.StepSucceeded(
                        STEP,
                        2,
                        TOKEN,
                        "4 pods evicted",
                        new Finding.Drained(List.of(new Workload("default", "Deployment", "web", 2)))),
                succeeded(Finding.NOTHING),
                succeeded(new Finding.ClusterSeen(Samples.TOPOLOGY)),
                succeeded(new Finding.NodeSeen(Samples.facts(Samples.WORKER))),
                succeeded(new Finding.ControlPlaneRaised("k8s.gcr.io/etcd:3.4.13-0")),
                succeeded(new Finding.KubeletStarted(AT)),
                new Event.NodeValidated(STEP, 1, TOKEN, Samples.WORKER, Samples.TARGET, "Ready for 10 s"),
                new Event.StepFailed(STEP, 1, TOKEN, FAILURE, Optional.of(LATER)),
                new Event.StepFailed(STEP, 2, TOKEN, FAILURE, Optional.empty()),
                new Event.StepUnknown(STEP, 2, TOKEN, "the connection was lost", LATER),
                new Event.LeaseExpired(STEP, 2, TOKEN, "executor-1"),
                new Event.StepHandedOver(STEP, 2, TOKEN, "executor-1"),
                new Event.ReportRefused(STEP, 1, TOKEN, "executor-2", "claimed", "executor-1 has the step"),
                new Event.PauseRequested(REQUEST, "ops", "lunch"),
                new Event.CancelRequested(REQUEST, "ops", "enough"),
                new Event.UpgradePaused(),
                new Event.UpgradeResumed(REQUEST, "ops", "lunch is over"),
                new Event.UpgradeRetried(REQUEST, "ops", "disk cleared"),
                new Event.RollbackRequested(REQUEST, "ops", "odd"),
                new Event.RollbackStarted(Samples.WORKER, true, "validate node bar1-w1: not Ready", List.of(restore)),
                new Event.UpgradeRefused(List.of("there is no v1.20.9", "bar1-w1 is not Ready")),
                new Event.UpgradePlanned(),
                new Event.UpgradeCompleted("every node is at v1.20.2"),
                new Event.UpgradeRolledBack(Samples.WORKER, "validate node bar1-w1: not Ready"),
                new Event.UpgradeHalted("the API server does not answer", "look at it", List.of(Samples.CONTROL_PLANE)),
                new Event.UpgradeCancelled("cancelled after uncordon bar1-w1"));
    }

    private static Event succeeded(Finding finding) {
        return new Event.StepSucceeded(STEP, 1, TOKEN, "", finding);
    }
}
