package dev.windlass.core.upgrade;

import dev.windlass.core.cluster.NodeName;
import dev.windlass.core.event.Assignment;
import dev.windlass.core.event.Event;
import dev.windlass.core.event.EventRecord;
import dev.windlass.core.plan.Plan;
import dev.windlass.core.plan.Step;
import dev.windlass.core.plan.StepId;
import dev.windlass.core.procedure.Action;
import dev.windlass.core.report.Failure;
import dev.windlass.core.report.FailureKind;
import dev.windlass.core.report.Finding;
import dev.windlass.core.request.Policy;
import dev.windlass.core.upgrade.StepState.Progress;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** How each event changes the state: the only place that does. Replaying history and running live both come through here. */
final class Evolution {
    private Evolution() {}

    static ClusterState evolve(ClusterState state, EventRecord record) {
        if (record.sequence() != state.sequence() + 1) {
            throw new IllegalStateException("event %d of %s follows event %d: history has a gap"
                    .formatted(record.sequence(), state.cluster(), state.sequence()));
        }
        return apply(state, record).numbered(record.sequence());
    }

    private static ClusterState apply(ClusterState state, EventRecord record) {
        var at = record.at();
        return switch (record.event()) {
            case Event.RequestRefused e -> state.answered(e.request());
            case Event.ReportRefused e -> state;
            case Event.UpgradeAccepted e ->
                state.accepted(Upgrade.accepted(record.upgrade().orElseThrow(), e.request(), at))
                        .answered(e.request().id())
                        .tokened(e.token());
            case Event.PauseRequested e ->
                upgrade(state, upgrade -> upgrade.status(Status.PAUSING, at)).answered(e.request());
            case Event.CancelRequested e ->
                upgrade(state, upgrade -> upgrade.status(Status.CANCELLING, at)).answered(e.request());
            case Event.RollbackRequested e ->
                upgrade(state.steered(record.upgrade()), upgrade -> upgrade.goingBack(at, e.reason()))
                        .answered(e.request());
            case Event.UpgradeResumed e ->
                upgrade(state, upgrade -> resumed(upgrade, at)).answered(e.request());
            case Event.UpgradeRetried e ->
                upgrade(state.steered(record.upgrade()), upgrade -> Renewal.renew(upgrade, at))
                        .answered(e.request());
            case Event.PlanMade e -> planned(state, e.plan(), at);
            case Event.StepScheduled e ->
                upgrade(state, upgrade -> scheduled(upgrade, e.assignment(), at))
                        .tokened(e.assignment().token());
            default -> upgrade(state, upgrade -> inside(upgrade, record.event(), at));
        };
    }

    private static Upgrade inside(Upgrade upgrade, Event event, Instant at) {
        return switch (event) {
            case Event.StepStarted e ->
                step(
                        upgrade,
                        e.step(),
                        step -> started(step, e.by(), at, upgrade.request().policy()));
            case Event.StepProgressed e -> step(upgrade, e.step(), step -> progressed(step, e.note(), at));
            case Event.StepSucceeded e -> learned(succeeded(upgrade, e.step(), at, e.summary()), e);
            case Event.NodeValidated e ->
                succeeded(upgrade, e.step(), at, e.evidence())
                        .node(e.node(), upgrade.node(e.node()).validatedAt(e.version()));
            case Event.StepFailed e -> step(upgrade, e.step(), step -> failed(step, e.failure(), e.retryAt(), at));
            case Event.StepUnknown e -> step(upgrade, e.step(), step -> unknown(step, e.reason(), e.retryAt(), at));
            case Event.LeaseExpired e -> step(upgrade, e.step(), step -> left(step, at));
            case Event.StepHandedOver e -> step(upgrade, e.step(), step -> left(step, at));
            case Event.RollbackStarted e ->
                upgrade.recovering(new Recovery(e.node(), e.rollback(), e.reason(), e.steps()), at);
            case Event.UpgradePaused e -> upgrade.status(Status.PAUSED, at);
            case Event.UpgradePlanned e -> upgrade.turned(Status.PLANNED, at, "the plan was made; nothing was changed");
            case Event.UpgradeRefused e -> upgrade.turned(Status.REFUSED, at, String.join("\n", e.reasons()));
            case Event.UpgradeCompleted e -> upgrade.turned(Status.COMPLETED, at, e.summary());
            case Event.UpgradeRolledBack e -> upgrade.turned(Status.ROLLED_BACK, at, e.reason());
            case Event.UpgradeHalted e ->
                upgrade.turned(Status.HALTED, at, e.lookAt().isEmpty() ? e.reason() : e.reason() + "\n" + e.lookAt());
            case Event.UpgradeCancelled e -> upgrade.turned(Status.CANCELLED, at, e.reason());
            case Event.RequestRefused e -> upgrade;
            case Event.ReportRefused e -> upgrade;
            case Event.UpgradeAccepted e -> upgrade;
            case Event.PlanMade e -> upgrade;
            case Event.PauseRequested e -> upgrade;
            case Event.CancelRequested e -> upgrade;
            case Event.RollbackRequested e -> upgrade;
            case Event.UpgradeResumed e -> upgrade;
            case Event.UpgradeRetried e -> upgrade;
            case Event.StepScheduled e -> upgrade;
        };
    }

    private static ClusterState planned(ClusterState state, Plan plan, Instant at) {
        var next = upgrade(state, upgrade -> upgrade.planned(plan, at));
        return next.upgrade().orElseThrow().request().planOnly() ? next : next.begun();
    }

    private static ClusterState upgrade(ClusterState state, UnaryOperator<Upgrade> change) {
        return state.with(change.apply(state.upgrade().orElseThrow()));
    }

    private static Upgrade step(Upgrade upgrade, StepId id, UnaryOperator<StepState> change) {
        return upgrade.step(change.apply(upgrade.step(id).orElseThrow()));
    }

    private static Upgrade resumed(Upgrade upgrade, Instant at) {
        if (upgrade.plan().isPresent()) {
            return upgrade.status(Status.RUNNING, at);
        }
        // What was left because of the pause is read now, and what failed meanwhile is tried again.
        var again = upgrade.steps().values().stream().filter(StepState::failed).toList();
        return upgrade.renewed(again, Status.INSPECTING, at);
    }

    private static Upgrade scheduled(Upgrade upgrade, Assignment assignment, Instant at) {
        var step = assignment.step();
        var before = upgrade.step(step.id());
        var next = upgrade.step(new StepState(
                step,
                assignment.attempt(),
                before.map(StepState::failures).orElse(0),
                assignment.token(),
                before.flatMap(earlier -> saidAgain(earlier, assignment.attempt(), at))
                        .orElseGet(() ->
                                new Progress.Scheduled(at, before.flatMap(earlier -> keptDeadline(earlier, at)), 1))));
        // From here on the cordon may be there, or gone, whatever becomes of the step.
        return switch (step.action()) {
            case CORDON -> cordoned(next, step, true);
            case DRAIN, UNCORDON -> remembering(next, step, NodeMemory::filled);
            default -> next;
        };
    }

    /** Who waits for it waits since the first time. */
    private static Optional<Progress.Scheduled> saidAgain(StepState before, int attempt, Instant at) {
        return before.attempt() == attempt && before.progress() instanceof Progress.Scheduled waits
                ? Optional.of(waits.saidAgain(at))
                : Optional.empty();
    }

    /**
     * An attempt whose outcome is unknown keeps its deadline through all the times that it is asked for again, but for the time in which
     * no planner was there to ask. One that nobody has keeps what was left of its time.
     */
    private static Optional<Instant> keptDeadline(StepState before, Instant at) {
        return switch (before.progress()) {
            case Progress.Waiting waiting -> waiting.deadlineAt(at);
            default -> Optional.empty();
        };
    }

    /**
     * Nobody has it now: the time in which somebody had it counts, what comes until it is taken again does not. Who gives no sign of life
     * has it until the lease ends, even when that is noticed later.
     */
    private static StepState left(StepState step, Instant at) {
        return step.progress() instanceof Progress.Started started
                ? step.with(new Progress.Scheduled(at, Optional.of(started.deadlineAt(at)), 0))
                : step;
    }

    private static Upgrade cordoned(Upgrade upgrade, Step step, boolean now) {
        return remembering(upgrade, step, memory -> memory.cordoned(now));
    }

    private static Upgrade remembering(Upgrade upgrade, Step step, UnaryOperator<NodeMemory> change) {
        NodeName node = step.node().orElseThrow();
        return upgrade.node(node, change.apply(upgrade.node(node)));
    }

    private static StepState started(StepState step, String by, Instant at, Policy policy) {
        var kept = step.progress() instanceof Progress.Scheduled scheduled
                ? scheduled.deadlineFrom(at)
                : Optional.<Instant>empty();
        var deadline =
                kept.orElseGet(() -> at.plus(Deadlines.plannersOwn(step.step().action(), policy)));
        return step.with(new Progress.Started(by, at, at.plus(Action.LEASE), deadline, ""));
    }

    private static StepState progressed(StepState step, String note, Instant at) {
        return step.progress() instanceof Progress.Started started
                ? step.with(new Progress.Started(
                        started.by(),
                        started.since(),
                        at.plus(Action.LEASE),
                        started.deadlineAt(at),
                        note.isEmpty() ? started.note() : note))
                : step;
    }

    private static Upgrade succeeded(Upgrade upgrade, StepId id, Instant at, String summary) {
        var next = step(upgrade, id, step -> step.with(new Progress.Succeeded(at, summary)));
        var step = next.step(id).orElseThrow().step();
        return switch (step.action()) {
            case UNCORDON -> cordoned(next, step, false);
            case SAVE_CONFIGURATION -> remembering(next, step, memory -> memory.keptIn(step.hop()));
            default -> next;
        };
    }

    private static Upgrade learned(Upgrade upgrade, Event.StepSucceeded event) {
        var node = upgrade.step(event.step()).orElseThrow().step().node();
        return switch (event.finding()) {
            case Finding.Nothing f -> upgrade;
            case Finding.ClusterSeen f -> upgrade.seen(f.topology());
            case Finding.NodeSeen f -> upgrade.seen(f.facts());
            case Finding.ControlPlaneRaised f -> upgrade.etcdImage(f.etcdImage());
            case Finding.Drained f ->
                upgrade.node(
                        node.orElseThrow(), upgrade.node(node.orElseThrow()).evicted(f.workloads()));
            case Finding.KubeletStarted f ->
                upgrade.node(
                        node.orElseThrow(), upgrade.node(node.orElseThrow()).kubeletStartedAt(f.at()));
        };
    }

    private static StepState failed(StepState step, Failure failure, Optional<Instant> retryAt, Instant at) {
        return step.failedOnce(
                retryAt.<Progress>map(until -> new Progress.Waiting(at, until, false, Optional.empty(), failure))
                        .orElseGet(() -> new Progress.Failed(at, failure)));
    }

    private static StepState unknown(StepState step, String reason, Instant retryAt, Instant at) {
        var deadline = step.progress() instanceof Progress.Started started
                ? Optional.of(started.deadlineAt(at))
                : Optional.<Instant>empty();
        var failure = new Failure(FailureKind.UNREACHABLE, reason, "it is asked again", true);
        return step.with(new Progress.Waiting(at, retryAt, true, deadline, failure));
    }
}
