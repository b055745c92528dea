package dev.windlass.simulation.invariant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windlass.core.cluster.ClusterName;
import dev.windlass.core.cluster.KubernetesVersion;
import dev.windlass.core.cluster.NodeFacts;
import dev.windlass.core.cluster.NodeName;
import dev.windlass.core.cluster.ObservedNode;
import dev.windlass.core.cluster.Role;
import dev.windlass.core.cluster.Topology;
import dev.windlass.core.cluster.Workload;
import dev.windlass.core.event.Assignment;
import dev.windlass.core.event.Event;
import dev.windlass.core.event.EventRecord;
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
import dev.windlass.core.upgrade.Input;
import dev.windlass.core.upgrade.UpgradeProcess;
import dev.windlass.simulation.scenario.ClusterPlan;
import dev.windlass.simulator.DemoCluster;
import dev.windlass.simulator.world.ClusterShape;
import dev.windlass.simulator.world.ClusterShape.NodeShape;
import dev.windlass.simulator.world.Kind;
import dev.windlass.simulator.world.Occurrence;
import dev.windlass.simulator.world.SimulatedCluster;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One invariant that watches cluster c: two control planes and two workers at v1.30.0. Its history is made by the real state machine, whose
 * actors say that all is well, until a test writes into it, or does to the cluster, what must never be.
 */
final class Trial {
    static final String FROM = "v1.30.0";
    static final String TARGET = "v1.31.0";
    static final NodeName CP1 = new NodeName("c-cp1");
    static final NodeName CP2 = new NodeName("c-cp2");
    static final NodeName W1 = new NodeName("c-w1");
    static final NodeName W2 = new NodeName("c-w2");
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final String ACTOR = "executor-1";
    private static final String CLUSTER = "c";

    final SimulatedCluster world = new SimulatedCluster(shape(), START);
    final WatchedCluster cluster = new WatchedCluster(new ClusterPlan(CLUSTER, 2, 2, FROM, 1), world, world::now);
    final Promises promises;
    private final Map<String, Assignment> assignments = new HashMap<>();
    /** What drains say that they have taken. */
    List<Workload> taken = List.of();

    private int requests;
    private int seen;
    private int runs;

    Trial(Invariant... invariants) {
        promises = new Promises(() -> Duration.ZERO, List.of(invariants));
        promises.changed(cluster);
    }

    private static ClusterShape shape() {
        var demo = DemoCluster.shape(FROM, 2, 2, 2);
        var nodes = List.of(
                new NodeShape(CP1, Role.CONTROL_PLANE, Duration.ofDays(3)),
                new NodeShape(CP2, Role.CONTROL_PLANE, Duration.ofDays(3)),
                new NodeShape(W1, Role.WORKER, Duration.ofDays(3)),
                new NodeShape(W2, Role.WORKER, Duration.ofDays(3)));
        return new ClusterShape(
                demo.version(),
                nodes,
                demo.packages(),
                demo.operatingSystem(),
                demo.workloads(),
                demo.timing(),
                demo.seed());
    }

    /** In words, by what a promise was broken; empty when none was. */
    Optional<String> broken() {
        return promises.broken().map(violation -> violation.words());
    }

    // ---- the history

    Trial upgrade(String target) {
        decide(new Input.Requested(
                new Request.ToUpgrade(
                        id(),
                        new ClusterName(CLUSTER),
                        KubernetesVersion.parse(target),
                        Policy.DEFAULT,
                        false,
                        Optional.empty(),
                        "a test",
                        "a test"),
                world.now()));
        return this;
    }

    void steer(Request.Verb verb) {
        decide(new Input.Requested(
                new Request.ToSteer(id(), new ClusterName(CLUSTER), verb, "a test", "a test"), world.now()));
    }

    RequestId id() {
        return new RequestId("r" + ++requests);
    }

    /** All goes well until this is asked of a node. */
    Assignment until(Action action, NodeName node) {
        return until(action, Optional.of(node));
    }

    /** All goes well until this is asked of the cluster. */
    Assignment until(Action action) {
        return until(action, Optional.empty());
    }

    private Assignment until(Action action, Optional<NodeName> node) {
        while (true) {
            var next = next();
            if (next.step().action() == action && next.step().node().equals(node)) {
                return next;
            }
            succeed(next);
        }
    }

    /** All goes well until the upgrade ends. */
    void toTheEnd() {
        while (!cluster.history().upgrade().orElseThrow().ended()) {
            succeed(next());
        }
    }

    private Assignment next() {
        var step = cluster.history().upgrade().orElseThrow().inFlight().getFirst();
        return Optional.ofNullable(assignments.get(step.step().id().toString())).orElseThrow();
    }

    void claim(Assignment step) {
        report(step, new Said.Claimed());
    }

    void succeed(Assignment step) {
        claim(step);
        report(step, new Said.Ended(new Outcome.Succeeded("done", finding(step))));
    }

    /** For good. */
    void fail(Assignment step) {
        claim(step);
        report(step, new Said.Ended(Outcome.failed(FailureKind.OTHER, "no", "")));
    }

    Report said(Assignment step, Said said) {
        var upgrade = cluster.history().upgrade().orElseThrow().id();
        return new Report(
                new ClusterName(CLUSTER), upgrade, step.step().id(), step.attempt(), step.token(), ACTOR, said);
    }

    private void report(Assignment step, Said said) {
        var report = said(step, said);
        promises.reported(cluster, report);
        decide(new Input.Reported(report, world.now()));
    }

    private void decide(Input input) {
        UpgradeProcess.decide(cluster.history().state(), input).forEach(this::tell);
    }

    /** Whatever the planner should have decided, this is what it recorded. */
    void record(Event event) {
        record(event, world.now());
    }

    /** It took a while to commit. */
    void record(Event event, Instant decided) {
        var state = cluster.history().state();
        tell(new EventRecord(
                state.cluster(), state.sequence() + 1, decided, state.upgrade().map(upgrade -> upgrade.id()), event));
    }

    void tell(EventRecord event) {
        if (event.event() instanceof Event.StepScheduled scheduled) {
            assignments.put(scheduled.assignment().step().id().toString(), scheduled.assignment());
        }
        promises.recorded(cluster, event);
    }

    /** As an event, without anybody's report. */
    static Event.StepFailed failed(Assignment step, int attempt) {
        var failure = new Failure(FailureKind.OTHER, "no", "", true);
        return new Event.StepFailed(step.step().id(), attempt, step.token(), failure, Optional.empty());
    }

    private Finding finding(Assignment step) {
        return switch (step.step().action()) {
            case INSPECT_CLUSTER -> new Finding.ClusterSeen(topology());
            case INSPECT_NODE -> new Finding.NodeSeen(facts(step.step().node().orElseThrow()));
            case DRAIN -> new Finding.Drained(taken);
            case RESTART_KUBELET -> new Finding.KubeletStarted(world.now());
            default -> Finding.NOTHING;
        };
    }

    private Topology topology() {
        return new Topology(
                world.configured(),
                world.hosts().stream()
                        .map(host -> new ObservedNode(
                                new NodeName(host.name()),
                                host.role(),
                                host.runningKubelet(),
                                host.apiServer(),
                                true,
                                true,
                                host.machineId()))
                        .toList());
    }

    private NodeFacts facts(NodeName node) {
        var packages = DemoCluster.shape(FROM, 2, 2, 2).packages();
        return new NodeFacts(
                node,
                world.host(node).machineId(),
                "debian 12",
                packages.manager(),
                Optional.empty(),
                packages.offered());
    }

    // ---- the cluster

    Trial cordon(NodeName node, boolean unschedulable) {
        var meta = world.find(Kind.NODE, "", node.text()).orElseThrow().meta();
        world.updateNode(node, unschedulable, meta.labels(), meta.annotations());
        promises.changed(cluster);
        return this;
    }

    /** Has a verb run on a node, outside every plan. */
    void run(NodeName node, String verb, String argument) {
        var run = "trial-s%03d-1".formatted(++runs);
        var answer = world.command(node, List.of("start", "1", run, goodUntil(node), verb, argument));
        assertThat(answer.text()).contains("running");
        pass(Duration.ofMinutes(2));
    }

    /** By the node's own clock, which an order to start has to name. */
    private String goodUntil(NodeName node) {
        var clock = world.command(node, List.of("clock")).text().strip().replace("windlass-node/1 clock now=", "");
        var boot = clock.indexOf(':');
        return clock.substring(0, boot + 1) + (Long.parseLong(clock.substring(boot + 1)) + 360_000);
    }

    void pass(Duration time) {
        world.advanceTo(world.now().plus(time));
        promises.changed(cluster);
    }

    void happened(Occurrence what) {
        promises.happened(cluster, what);
    }

    /** What happened in the cluster since the last time. */
    void lookAround() {
        var all = world.truth().occurrences();
        while (seen < all.size()) {
            happened(all.get(seen++));
        }
    }
}
