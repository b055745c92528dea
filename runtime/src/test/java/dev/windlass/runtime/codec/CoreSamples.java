package dev.windlass.runtime.codec;

import dev.windlass.core.cluster.ClusterName;
import dev.windlass.core.cluster.KubernetesVersion;
import dev.windlass.core.cluster.MinorVersion;
import dev.windlass.core.cluster.NodeFacts;
import dev.windlass.core.cluster.NodeName;
import dev.windlass.core.cluster.ObservedNode;
import dev.windlass.core.cluster.PackageRevision;
import dev.windlass.core.cluster.Role;
import dev.windlass.core.cluster.Topology;
import dev.windlass.core.cluster.Workload;
import dev.windlass.core.event.Assignment;
import dev.windlass.core.event.Event;
import dev.windlass.core.event.EventRecord;
import dev.windlass.core.plan.Hop;
import dev.windlass.core.plan.Plan;
import dev.windlass.core.plan.PlanDigest;
import dev.windlass.core.plan.Step;
import dev.windlass.core.plan.StepId;
import dev.windlass.core.plan.UpgradeId;
import dev.windlass.core.procedure.Action;
import dev.windlass.core.report.Failure;
import dev.windlass.core.report.FailureKind;
import dev.windlass.core.report.Finding;
import dev.windlass.core.report.Outcome;
import dev.windlass.core.report.Report;
import dev.windlass.core.report.Report.Said;
import dev.windlass.core.request.Policy;
import dev.windlass.core.request.Request;
import dev.windlass.core.request.RequestId;
import dev.windlass.core.upgrade.ClusterState;
import dev.windlass.core.upgrade.NodeMemory;
import dev.windlass.core.upgrade.Recovery;
import dev.windlass.core.upgrade.Status;
import dev.windlass.core.upgrade.StepState;
import dev.windlass.core.upgrade.StepState.Progress;
import dev.windlass.core.upgrade.Upgrade;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A value of every kind that is written, with something in every field, and the smallest ones. */
final class CoreSamples {
    private static final Instant AT = Instant.ofEpochMilli(1_700_000_000_123L);
    private static final ClusterName CLUSTER = new ClusterName("demo");
    private static final UpgradeId UPGRADE = new UpgradeId("demo-1700");
    private static final NodeName NODE = new NodeName("k8s-n1");
    private static final KubernetesVersion FROM = KubernetesVersion.parse("v1.19.9");
    private static final KubernetesVersion TO = KubernetesVersion.parse("v1.20.2");
    private static final StepId ID = new StepId("s001");
    private static final Policy POLICY = new Policy(Duration.ofMinutes(7), Duration.ofSeconds(3), true, true);
    private static final Step STEP = new Step(ID, 1, "workers", Optional.of(NODE), Action.DRAIN);
    private static final Step OF_CLUSTER =
            new Step(new StepId("s002"), 0, "check", Optional.empty(), Action.CHECK_CLUSTER);
    private static final Workload WORKLOAD = new Workload("default", "Deployment", "web", 2);
    private static final Failure FAILURE = new Failure(FailureKind.DISK_FULL, "no space", "make some", true);
    private static final RequestId REQUEST = new RequestId("r-1");
    private static final PackageRevision REVISION = new PackageRevision("1.20.2-1.1");
    private static final Topology TOPOLOGY = new Topology(
            FROM,
            List.of(
                    new ObservedNode(new NodeName("m1"), Role.CONTROL_PLANE, FROM, Optional.of(FROM), true, true, "id"),
                    new ObservedNode(
                            NODE, Role.WORKER, FROM, Optional.empty(), false, false, "", true, Optional.empty())),
            Optional.of(FROM));
    private static final NodeFacts FACTS = new NodeFacts(
            NODE,
            "machine",
            "debian 12",
            "apt",
            Optional.of(REVISION),
            Map.of(new MinorVersion(1, 20), List.of(REVISION), new MinorVersion(1, 9), List.of()));
    private static final Plan PLAN = new Plan(
            CLUSTER,
            FROM,
            TO,
            List.of(new Hop(1, FROM, TO, Map.of(NODE, REVISION))),
            Map.of(NODE, FROM),
            List.of(STEP, OF_CLUSTER),
            List.of("look out"));

    private CoreSamples() {}

    static List<Request> requests() {
        return List.of(
                upgrade(),
                new Request.ToUpgrade(REQUEST, CLUSTER, TO, Policy.DEFAULT, false, Optional.empty(), "", ""),
                new Request.ToSteer(REQUEST, CLUSTER, Request.Verb.ROLLBACK, "why", "me"));
    }

    private static Request.ToUpgrade upgrade() {
        var digest = Optional.of(new PlanDigest("0123456789abcdef".repeat(4)));
        return new Request.ToUpgrade(REQUEST, CLUSTER, TO, POLICY, true, digest, "why", "me");
    }

    static List<Event> events() {
        var events = new ArrayList<Event>(List.of(
                new Event.RequestRefused(REQUEST, "me", "no", "later"),
                new Event.UpgradeAccepted(upgrade(), 7),
                new Event.PlanMade(PLAN),
                new Event.StepScheduled(assignment()),
                new Event.StepScheduled(smallest()),
                new Event.StepStarted(ID, 2, 3, "e1"),
                new Event.StepProgressed(ID, 2, 3, "note", "output ä😀\n"),
                new Event.NodeValidated(ID, 2, 3, NODE, TO, "seen"),
                new Event.StepFailed(ID, 2, 3, FAILURE, Optional.of(AT)),
                new Event.StepFailed(ID, 2, 3, FAILURE, Optional.empty()),
                new Event.StepUnknown(ID, 2, 3, "lost", AT),
                new Event.LeaseExpired(ID, 2, 3, "e1"),
                new Event.StepHandedOver(ID, 2, 3, "e1"),
                new Event.ReportRefused(ID, 2, 3, "e1", "claimed", "no"),
                new Event.PauseRequested(REQUEST, "me", "why"),
                new Event.CancelRequested(REQUEST, "me", "why"),
                new Event.RollbackRequested(REQUEST, "me", "why"),
                new Event.UpgradePaused(),
                new Event.UpgradeResumed(REQUEST, "me", "why"),
                new Event.UpgradeRetried(REQUEST, "me", "why"),
                new Event.RollbackStarted(NODE, true, "why", List.of(STEP)),
                new Event.UpgradeRefused(List.of("one", "two")),
                new Event.UpgradePlanned(),
                new Event.UpgradeCompleted("all"),
                new Event.UpgradeRolledBack(NODE, "why"),
                new Event.UpgradeHalted("why", "there", List.of(NODE)),
                new Event.UpgradeCancelled("so")));
        findings().forEach(finding -> events.add(new Event.StepSucceeded(ID, 2, 3, "summary", finding)));
        return events;
    }

    static List<EventRecord> records() {
        var records = new ArrayList<EventRecord>();
        events().forEach(event -> records.add(new EventRecord(CLUSTER, 5, AT, Optional.of(UPGRADE), event)));
        records.add(new EventRecord(CLUSTER, 1, AT, Optional.empty(), events().getFirst()));
        return records;
    }

    private static Assignment assignment() {
        return new Assignment(
                STEP,
                2,
                3,
                Optional.of(TO),
                Optional.of(REVISION),
                List.of(new MinorVersion(1, 20)),
                Optional.of(AT),
                List.of(WORKLOAD),
                new TreeMap<>(Map.of(NODE, TO)),
                "etcd:3.4",
                POLICY);
    }

    private static Assignment smallest() {
        return new Assignment(
                OF_CLUSTER,
                1,
                1,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                List.of(),
                new TreeMap<>(),
                "",
                Policy.DEFAULT);
    }

    static List<Finding> findings() {
        return List.of(
                Finding.NOTHING,
                new Finding.ClusterSeen(TOPOLOGY),
                new Finding.NodeSeen(FACTS),
                new Finding.ControlPlaneRaised("etcd:3.4"),
                new Finding.Drained(List.of(WORKLOAD)),
                new Finding.KubeletStarted(AT));
    }

    static List<Outcome> outcomes() {
        var outcomes = new ArrayList<Outcome>(List.of(new Outcome.Failed(FAILURE), new Outcome.Unknown("lost")));
        findings().forEach(finding -> outcomes.add(new Outcome.Succeeded("summary", finding)));
        return outcomes;
    }

    static List<Said> said() {
        var said = new ArrayList<Said>(List.of(
                new Said.Claimed(),
                new Said.Progressed("note", "output"),
                new Said.Progressed("", ""),
                new Said.HandedOver()));
        outcomes().forEach(outcome -> said.add(new Said.Ended(outcome)));
        return said;
    }

    static List<Report> reports() {
        return said().stream()
                .map(said -> new Report(CLUSTER, UPGRADE, ID, 2, 3, "e1", said))
                .toList();
    }

    static List<Progress> progresses() {
        return List.of(
                new Progress.Scheduled(AT, Optional.of(AT), 3),
                new Progress.Scheduled(AT, Optional.empty(), 1),
                new Progress.Started("e1", AT, AT.plusSeconds(1), AT.plusSeconds(2), "note"),
                new Progress.Waiting(AT, AT.plusSeconds(1), true, Optional.of(AT), FAILURE),
                new Progress.Waiting(AT, AT.plusSeconds(1), false, Optional.empty(), FAILURE),
                new Progress.Succeeded(AT, "summary"),
                new Progress.Failed(AT, FAILURE),
                new Progress.Renewed());
    }

    static List<ClusterState> states() {
        var steps = new LinkedHashMap<StepId, StepState>();
        for (var progress : progresses()) {
            var id = new StepId("z" + (9 - steps.size()));
            steps.put(
                    id, new StepState(new Step(id, 1, "workers", Optional.of(NODE), Action.CORDON), 2, 1, 3, progress));
        }
        var memory = new NodeMemory(Optional.of(AT), List.of(WORKLOAD), Optional.of(TO), true, true, 2);
        var full = new Upgrade(
                UPGRADE,
                upgrade(),
                Status.ROLLING_BACK,
                AT,
                AT,
                Optional.of(TOPOLOGY),
                new TreeMap<>(Map.of(NODE, FACTS)),
                Optional.of(PLAN),
                steps,
                new TreeMap<>(Map.of(NODE, memory)),
                "etcd:3.4",
                Optional.of(new Recovery(NODE, true, "why", List.of(STEP))),
                2,
                "end");
        var bare = new Upgrade(
                UPGRADE,
                upgrade(),
                Status.INSPECTING,
                AT,
                AT,
                Optional.empty(),
                new TreeMap<>(),
                Optional.empty(),
                new LinkedHashMap<>(),
                new TreeMap<>(),
                "",
                Optional.empty(),
                0,
                "");
        return List.of(
                ClusterState.empty(CLUSTER),
                new ClusterState(CLUSTER, 9, 8, Optional.of(bare), List.of(REQUEST), Optional.of(full)),
                new ClusterState(
                        CLUSTER, 9, 8, Optional.of(full), List.of(REQUEST, new RequestId("r-2")), Optional.empty()));
    }
}
