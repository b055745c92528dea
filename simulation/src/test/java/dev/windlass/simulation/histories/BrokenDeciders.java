package dev.windlass.simulation.histories;

import dev.windlass.core.event.Assignment;
import dev.windlass.core.event.Event;
import dev.windlass.core.event.EventRecord;
import dev.windlass.core.plan.Step;
import dev.windlass.core.procedure.Action;
import dev.windlass.core.report.Outcome;
import dev.windlass.core.report.Report;
import dev.windlass.core.report.Report.Said;
import dev.windlass.core.request.Request;
import dev.windlass.core.request.RequestId;
import dev.windlass.core.upgrade.ClusterState;
import dev.windlass.core.upgrade.Input;
import dev.windlass.core.upgrade.Status;
import dev.windlass.core.upgrade.StepState;
import dev.windlass.core.upgrade.UpgradeProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * State machines that are wrong on purpose: the real one, with what goes in or what comes out changed. They show that the promises
 * bite; they are no measure of how many real mistakes would be found. Mutants of the state machine's own code, by the hundred,
 * come with the full simulator.
 */
final class BrokenDeciders {
    private BrokenDeciders() {}

    /** A report with an old token is taken as if it had the newest one. */
    static List<EventRecord> acceptsStaleTokens(ClusterState state, Input input) {
        if (!(input instanceof Input.Reported reported)) {
            return UpgradeProcess.decide(state, input);
        }
        var report = reported.report();
        var trusted = state.active()
                .flatMap(upgrade -> upgrade.step(report.step()))
                .map(step -> new Report(
                        report.cluster(),
                        state.upgrade().orElseThrow().id(),
                        report.step(),
                        step.attempt(),
                        step.token(),
                        report.by(),
                        report.said()))
                .orElse(report);
        return UpgradeProcess.decide(state, new Input.Reported(trusted, input.now()));
    }

    /** A validator's no is taken for a yes. */
    static List<EventRecord> skipsTheGate(ClusterState state, Input input) {
        var validated = input instanceof Input.Reported reported
                && reported.report().said() instanceof Said.Ended
                && step(state, reported.report())
                        .filter(step -> step.action() == Action.VALIDATE_NODE)
                        .isPresent();
        if (!validated) {
            return UpgradeProcess.decide(state, input);
        }
        var report = ((Input.Reported) input).report();
        var yes = new Report(
                report.cluster(),
                report.upgrade(),
                report.step(),
                report.attempt(),
                report.token(),
                report.by(),
                new Said.Ended(Outcome.succeeded("it will be all right")));
        return UpgradeProcess.decide(state, new Input.Reported(yes, input.now()));
    }

    /** The node goes back into service without the step that is its gate. */
    static List<EventRecord> uncordonsBeforeTheGate(ClusterState state, Input input) {
        return UpgradeProcess.decide(state, input).stream()
                .map(record -> record.event() instanceof Event.StepScheduled scheduled
                                && scheduled.assignment().step().action() == Action.VALIDATE_NODE
                        ? changed(record, uncordon(state, scheduled.assignment()))
                        : record)
                .toList();
    }

    /** The step after the next is scheduled too, to save time. */
    static List<EventRecord> schedulesTwoSteps(ClusterState state, Input input) {
        var decided = new ArrayList<>(UpgradeProcess.decide(state, input));
        if (decided.isEmpty() || !(decided.getLast().event() instanceof Event.StepScheduled first)) {
            return decided;
        }
        var steps = state.active()
                .flatMap(upgrade -> upgrade.plan())
                .map(plan -> plan.steps())
                .orElse(List.of());
        var place = steps.indexOf(first.assignment().step());
        if (place >= 0 && place + 1 < steps.size()) {
            var last = decided.getLast();
            var second = with(
                    first.assignment(),
                    steps.get(place + 1),
                    first.assignment().attempt(),
                    first.assignment().token() + 1);
            decided.add(new EventRecord(
                    last.cluster(), last.sequence() + 1, last.at(), last.upgrade(), new Event.StepScheduled(second)));
        }
        return decided;
    }

    /** Whoever goes silent keeps its step for ever. */
    static List<EventRecord> forgetsLeases(ClusterState state, Input input) {
        var decided = UpgradeProcess.decide(state, input);
        return decided.stream().anyMatch(record -> record.event() instanceof Event.LeaseExpired) ? List.of() : decided;
    }

    /** The token of the schedule before is given once more. */
    static List<EventRecord> givesTokensTwice(ClusterState state, Input input) {
        return UpgradeProcess.decide(state, input).stream()
                .map(record -> record.event() instanceof Event.StepScheduled scheduled && state.token() > 0
                        ? changed(
                                record,
                                with(
                                        scheduled.assignment(),
                                        scheduled.assignment().step(),
                                        scheduled.assignment().attempt(),
                                        state.token()))
                        : record)
                .toList();
    }

    /** A retry has the number of the attempt that failed, so the node answers with the old outcome. */
    static List<EventRecord> namesAttemptsTwice(ClusterState state, Input input) {
        return UpgradeProcess.decide(state, input).stream()
                .map(record -> record.event() instanceof Event.StepScheduled scheduled
                                && scheduled.assignment().attempt() > 1
                        ? changed(
                                record,
                                with(
                                        scheduled.assignment(),
                                        scheduled.assignment().step(),
                                        1,
                                        scheduled.assignment().token()))
                        : record)
                .toList();
    }

    /** A request that is delivered twice is done twice. */
    static List<EventRecord> answersTwice(ClusterState state, Input input) {
        if (!(input instanceof Input.Requested requested)
                || !(requested.request() instanceof Request.ToUpgrade asked)
                || !state.requests().contains(asked.id())) {
            return UpgradeProcess.decide(state, input);
        }
        var forgotten = state.requests().stream()
                .map(id -> id.equals(asked.id()) ? new RequestId("forgotten") : id)
                .toList();
        var forgetful = new ClusterState(
                state.cluster(), state.sequence(), state.token(), state.upgrade(), forgotten, state.beneath());
        return UpgradeProcess.decide(forgetful, input);
    }

    /** A cancellation ends the upgrade at once, with a node in hand. */
    static List<EventRecord> cancelsInTheMiddle(ClusterState state, Input input) {
        var decided = new ArrayList<>(UpgradeProcess.decide(state, input));
        if (state.active().filter(upgrade -> upgrade.status() == Status.RUNNING).isPresent()
                && !decided.isEmpty()
                && decided.getFirst().event() instanceof Event.CancelRequested) {
            var last = decided.getLast();
            decided.add(new EventRecord(
                    last.cluster(),
                    last.sequence() + 1,
                    last.at(),
                    last.upgrade(),
                    new Event.UpgradeCancelled("as you wish")));
        }
        return decided;
    }

    /** Nothing is scheduled after a success: the upgrade waits for nobody. */
    static List<EventRecord> stalls(ClusterState state, Input input) {
        var decided = UpgradeProcess.decide(state, input);
        return decided.size() > 1 && decided.getFirst().event() instanceof Event.NodeValidated
                ? decided.subList(0, 1)
                : decided;
    }

    /** The rollback puts the version back that was to be left. */
    static List<EventRecord> rollsBackToTheNewVersion(ClusterState state, Input input) {
        return UpgradeProcess.decide(state, input).stream()
                .map(record -> record.event() instanceof Event.StepScheduled scheduled
                                && scheduled.assignment().step().action() == Action.RESTORE_NODE
                        ? changed(record, restoringTo(state, scheduled.assignment()))
                        : record)
                .toList();
    }

    private static Assignment restoringTo(ClusterState state, Assignment restore) {
        var target = state.upgrade().orElseThrow().request().target();
        return new Assignment(
                restore.step(),
                restore.attempt(),
                restore.token(),
                Optional.of(target),
                restore.revision(),
                restore.minors(),
                restore.evidenceAfter(),
                restore.workloads(),
                restore.kubelets(),
                restore.etcdImage(),
                restore.policy());
    }

    private static Assignment uncordon(ClusterState state, Assignment gate) {
        var uncordon = state.upgrade().stream()
                .flatMap(upgrade -> upgrade.plan().stream())
                .flatMap(plan -> plan.steps().stream())
                .filter(step -> step.sameVisit(gate.step()) && step.action() == Action.UNCORDON)
                .findFirst();
        return uncordon.map(step -> with(gate, step, gate.attempt(), gate.token()))
                .orElse(gate);
    }

    private static Optional<Step> step(ClusterState state, Report report) {
        return state.active().flatMap(upgrade -> upgrade.step(report.step())).map(StepState::step);
    }

    private static EventRecord changed(EventRecord record, Assignment assignment) {
        return new EventRecord(
                record.cluster(),
                record.sequence(),
                record.at(),
                record.upgrade(),
                new Event.StepScheduled(assignment));
    }

    private static Assignment with(Assignment of, Step step, int attempt, long token) {
        return new Assignment(
                step,
                attempt,
                token,
                of.version(),
                of.revision(),
                of.minors(),
                of.evidenceAfter(),
                of.workloads(),
                of.kubelets(),
                of.etcdImage(),
                of.policy());
    }
}
