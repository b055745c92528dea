package dev.windlass.core.upgrade;

import dev.windlass.core.cluster.ClusterName;
import dev.windlass.core.cluster.KubernetesVersion;
import dev.windlass.core.cluster.Topology;
import dev.windlass.core.event.Assignment;
import dev.windlass.core.event.Event;
import dev.windlass.core.event.EventRecord;
import dev.windlass.core.plan.Clusters;
import dev.windlass.core.procedure.Action;
import dev.windlass.core.report.Finding;
import dev.windlass.core.report.Outcome;
import dev.windlass.core.report.Report;
import dev.windlass.core.request.Policy;
import dev.windlass.core.request.Request;
import dev.windlass.core.request.RequestId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** One cluster's history as a test makes it: tells the process things, and answers scheduled steps as a world would. */
final class History {
    static final ClusterName CLUSTER = new ClusterName("demo");

    final List<EventRecord> records = new ArrayList<>();
    ClusterState state = ClusterState.empty(CLUSTER);
    Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final Topology topology;
    private final String[] offers;
    private final Map<Long, Assignment> assignments = new HashMap<>();
    private int requests;

    History(Topology topology, String... offers) {
        this.topology = topology;
        this.offers = offers;
    }

    static History ofUpgrade() {
        var history = new History(Clusters.cluster("v1.19.9", 1, 2), "1.20.2");
        history.request("v1.20.2");
        return history;
    }

    List<EventRecord> tell(Input input) {
        var decided = UpgradeProcess.decide(state, input);
        records.addAll(decided);
        for (var record : decided) {
            if (record.event() instanceof Event.StepScheduled scheduled) {
                assignments.put(scheduled.assignment().token(), scheduled.assignment());
            }
        }
        state = UpgradeProcess.replay(state, decided);
        return decided;
    }

    List<EventRecord> request(String target) {
        return tell(new Input.Requested(upgradeTo(target, false), now));
    }

    /** @param stableFor how long a validated state must hold */
    List<EventRecord> request(String target, Duration stableFor) {
        var policy = new Policy(Policy.DEFAULT.drainDeadline(), stableFor, false, false);
        return tell(new Input.Requested(upgradeTo(target, false, policy), now));
    }

    Request.ToUpgrade upgradeTo(String target, boolean planOnly) {
        return upgradeTo(target, planOnly, Policy.DEFAULT);
    }

    private Request.ToUpgrade upgradeTo(String target, boolean planOnly, Policy policy) {
        return new Request.ToUpgrade(
                nextId(), CLUSTER, KubernetesVersion.parse(target), policy, planOnly, Optional.empty(), "test", "me");
    }

    List<EventRecord> steer(Request.Verb verb) {
        return tell(new Input.Requested(new Request.ToSteer(nextId(), CLUSTER, verb, "because", "me"), now));
    }

    private RequestId nextId() {
        requests++;
        return new RequestId("q" + requests);
    }

    List<EventRecord> tickAfter(Duration duration) {
        now = now.plus(duration);
        return tell(new Input.Ticked(now));
    }

    List<EventRecord> report(Assignment assignment, Report.Said said) {
        return report(assignment, said, "e1");
    }

    List<EventRecord> report(Assignment assignment, Report.Said said, String by) {
        var upgrade = state.upgrade().orElseThrow().id();
        return tell(new Input.Reported(
                new Report(
                        CLUSTER, upgrade, assignment.step().id(), assignment.attempt(), assignment.token(), by, said),
                now));
    }

    /** The instruction that waits for an actor. */
    Assignment scheduled() {
        return open().getFirst();
    }

    List<Assignment> open() {
        return state.active().stream()
                .flatMap(upgrade -> upgrade.inFlight().stream())
                .map(step -> assignments.get(step.token()))
                .toList();
    }

    void finish(Assignment assignment, Outcome outcome) {
        report(assignment, new Report.Said.Claimed());
        report(assignment, new Report.Said.Ended(outcome));
    }

    Outcome success(Assignment assignment) {
        var finding = switch (assignment.step().action()) {
            case INSPECT_CLUSTER -> new Finding.ClusterSeen(topology);
            case INSPECT_NODE ->
                new Finding.NodeSeen(Clusters.facts(assignment.step().node().orElseThrow(), offers));
            case DRAIN -> new Finding.Drained(List.of());
            case RESTART_KUBELET, RESTORE_NODE -> new Finding.KubeletStarted(now);
            case KUBEADM_UPGRADE_APPLY -> new Finding.ControlPlaneRaised("etcd:3.4.13-0");
            default -> Finding.NOTHING;
        };
        return new Outcome.Succeeded("ok", finding);
    }

    /** Lets every step end as {@code world} says until nothing is in flight or {@code until} holds. */
    History play(Function<Assignment, Outcome> world, Function<Assignment, Boolean> until) {
        for (var steps = 0; steps < 2_000; steps++) {
            if (state.active().isEmpty() || open().isEmpty()) {
                return this;
            }
            var next = scheduled();
            if (state.active().get().step(next.step().id()).orElseThrow().progress()
                    instanceof StepState.Progress.Waiting waiting) {
                tickAfter(Duration.between(now, waiting.until()));
                continue;
            }
            if (until.apply(next)) {
                return this;
            }
            now = now.plusSeconds(1);
            finish(next, world.apply(next));
        }
        throw new AssertionError("no end after 2000 steps: " + state);
    }

    History play() {
        return play(this::success, assignment -> false);
    }

    History playUntil(Action action, String node) {
        return play(this::success, assignment -> is(assignment, action, node));
    }

    History playFailing(Action action, String node, Outcome outcome) {
        return play(assignment -> is(assignment, action, node) ? outcome : success(assignment), assignment -> false);
    }

    /** A worker's validation fails, and so does putting it back. */
    static History ofARollbackThatFails(Outcome outcome) {
        var history = ofUpgrade();
        return history.play(
                assignment -> is(assignment, Action.VALIDATE_NODE, "n1") || is(assignment, Action.RESTORE_NODE, "n1")
                        ? outcome
                        : history.success(assignment),
                assignment -> false);
    }

    static boolean is(Assignment assignment, Action action, String node) {
        return assignment.step().action() == action
                && assignment.step().node().map(Object::toString).orElse("-").equals(node);
    }

    Status status() {
        return state.upgrade().orElseThrow().status();
    }

    <E extends Event> List<E> events(Class<E> type) {
        return records.stream()
                .map(EventRecord::event)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    /** "drain n1" for each schedule, in order. */
    List<String> schedules() {
        return events(Event.StepScheduled.class).stream()
                .map(e -> e.assignment().step().words())
                .toList();
    }
}
