package dev.windlass.simulation.histories;

import static dev.windlass.simulation.histories.HistoryPromises.isDue;
import static dev.windlass.simulation.histories.HistoryPromises.require;

import dev.windlass.core.event.Event;
import dev.windlass.core.event.EventRecord;
import dev.windlass.core.plan.StepId;
import dev.windlass.core.report.Outcome;
import dev.windlass.core.report.Report;
import dev.windlass.core.report.Report.Said;
import dev.windlass.core.request.Request;
import dev.windlass.core.upgrade.ClusterState;
import dev.windlass.core.upgrade.Input;
import dev.windlass.core.upgrade.Status;
import dev.windlass.core.upgrade.StepState;
import dev.windlass.core.upgrade.StepState.Progress;
import java.time.Instant;
import java.util.Optional;

/**
 * What happens to a step comes from whoever has it, with the newest token, or from time. The events are held against what was
 * really said, so that a report which was taken for another one shows.
 */
final class ReportPromises {
    private ReportPromises() {}

    static void check(ClusterState before, Input input, EventRecord record) {
        switch (record.event()) {
            case Event.StepStarted e -> said(before, input, record, e.step(), e.token(), Said.Claimed.class);
            case Event.StepProgressed e -> said(before, input, record, e.step(), e.token(), Said.Progressed.class);
            case Event.StepHandedOver e -> said(before, input, record, e.step(), e.token(), Said.HandedOver.class);
            case Event.StepUnknown e -> ended(before, input, record, e.step(), e.token(), Outcome.Unknown.class);
            case Event.StepSucceeded e -> ended(before, input, record, e.step(), e.token(), Outcome.Succeeded.class);
            case Event.NodeValidated e -> ended(before, input, record, e.step(), e.token(), Outcome.Succeeded.class);
            case Event.StepFailed e -> failed(before, input, record, e);
            case Event.LeaseExpired e -> expired(before, input, record, e.step());
            case Event.ReportRefused e -> refused(before, input, record);
            default -> {}
        }
    }

    private static void said(
            ClusterState before, Input input, EventRecord record, StepId step, long token, Class<? extends Said> kind) {
        var report = report(input);
        require(report.isPresent() && kind.isInstance(report.get().said()), "somebody said what is recorded", record);
        require(
                report.get().step().equals(step) && report.get().token() == token && holds(before, report.get()),
                "only who has a step, with the newest token, is believed",
                record);
    }

    private static void ended(
            ClusterState before,
            Input input,
            EventRecord record,
            StepId step,
            long token,
            Class<? extends Outcome> kind) {
        said(before, input, record, step, token, Said.Ended.class);
        var outcome = report(input).map(Report::said).map(said -> ((Said.Ended) said).outcome());
        require(outcome.filter(kind::isInstance).isPresent(), "nothing is taken for better than was said", record);
    }

    private static void failed(ClusterState before, Input input, EventRecord record, Event.StepFailed event) {
        if (isLeft(before, event.step())) {
            return;
        }
        switch (input) {
            case Input.Reported reported -> said(before, input, record, event.step(), event.token(), Said.Ended.class);
            case Input.Ticked ticked ->
                require(
                        before.active()
                                .flatMap(upgrade -> upgrade.step(event.step()))
                                .flatMap(ReportPromises::deadline)
                                .filter(deadline -> isDue(deadline, input))
                                .isPresent(),
                        "time fails a step only at its deadline",
                        record);
            case Input.Requested requested ->
                require(
                        requested.request() instanceof Request.ToSteer steer && steer.verb() == Request.Verb.ROLLBACK,
                        "only a rollback leaves a step that somebody is at, or that changes something",
                        record);
        }
    }

    /** Whether nobody is at a step of an inspection that is to be held or ended: it is left, because reading changes nothing. */
    private static boolean isLeft(ClusterState before, StepId step) {
        return before.active()
                .filter(upgrade -> upgrade.plan().isEmpty())
                .filter(upgrade -> upgrade.status() == Status.PAUSING || upgrade.status() == Status.CANCELLING)
                .flatMap(upgrade -> upgrade.step(step))
                .filter(StepState::inFlight)
                .filter(left -> !(left.progress() instanceof Progress.Started))
                .isPresent();
    }

    private static Optional<Instant> deadline(StepState step) {
        return switch (step.progress()) {
            case Progress.Started started -> Optional.of(started.deadline());
            case Progress.Waiting waiting -> waiting.deadline();
            default -> Optional.empty();
        };
    }

    private static void expired(ClusterState before, Input input, EventRecord record, StepId step) {
        var over = before.active()
                .flatMap(upgrade -> upgrade.step(step))
                .map(StepState::progress)
                .filter(progress -> progress instanceof Progress.Started started && isDue(started.leaseUntil(), input))
                .isPresent();
        require(over && input instanceof Input.Ticked, "a step is taken only from who was silent too long", record);
    }

    private static void refused(ClusterState before, Input input, EventRecord record) {
        require(report(input).filter(report -> !holds(before, report)).isPresent(), "who has a step is heard", record);
    }

    /** Whether the speaker may speak: it has the step, or takes what nobody has. */
    private static boolean holds(ClusterState state, Report report) {
        return state.active()
                .filter(upgrade -> upgrade.id().equals(report.upgrade()))
                .flatMap(upgrade -> upgrade.step(report.step()))
                .filter(step -> step.token() == report.token() && step.attempt() == report.attempt())
                .filter(step -> switch (step.progress()) {
                    case Progress.Scheduled scheduled -> report.said() instanceof Said.Claimed;
                    case Progress.Started started ->
                        started.by().equals(report.by()) && !(report.said() instanceof Said.Claimed);
                    default -> false;
                })
                .isPresent();
    }

    private static Optional<Report> report(Input input) {
        return input instanceof Input.Reported reported ? Optional.of(reported.report()) : Optional.empty();
    }
}
