package dev.windlass.core.upgrade;

import dev.windlass.core.event.Event;
import dev.windlass.core.procedure.Action;
import dev.windlass.core.report.Failure;
import dev.windlass.core.report.FailureKind;
import dev.windlass.core.report.Finding;
import dev.windlass.core.report.Outcome;
import dev.windlass.core.upgrade.StepState.Progress;
import java.time.Instant;
import java.util.Optional;

/** What follows from an attempt's outcome. */
final class Outcomes {
    private Outcomes() {}

    static void decide(Decision decision, StepState step, Outcome outcome) {
        switch (outcome) {
            case Outcome.Succeeded succeeded -> succeeded(decision, step, succeeded);
            case Outcome.Failed failed -> failed(decision, step, failed.failure());
            case Outcome.Unknown unknown -> unknown(decision, step, unknown.reason());
        }
    }

    private static void succeeded(Decision decision, StepState step, Outcome.Succeeded outcome) {
        var id = step.step().id();
        var action = step.step().action();
        if (!answers(outcome.finding(), action)) {
            failed(
                    decision,
                    step,
                    new Failure(
                            FailureKind.OTHER,
                            "the outcome lacks what %s finds out".formatted(action.words()),
                            "are all services of one version?",
                            true));
        } else if (action == Action.VALIDATE_NODE) {
            var version = Scheduling.version(decision.upgrade(), step.step()).orElseThrow();
            decision.record(new Event.NodeValidated(
                    id, step.attempt(), step.token(), step.step().node().orElseThrow(), version, outcome.summary()));
        } else {
            decision.record(
                    new Event.StepSucceeded(id, step.attempt(), step.token(), outcome.summary(), outcome.finding()));
        }
    }

    /** Later steps are made from these findings, so a success without its own is none. */
    private static boolean answers(Finding finding, Action action) {
        return switch (action) {
            case INSPECT_CLUSTER -> finding instanceof Finding.ClusterSeen;
            case INSPECT_NODE -> finding instanceof Finding.NodeSeen;
            case DRAIN -> finding instanceof Finding.Drained;
            case RESTART_KUBELET -> finding instanceof Finding.KubeletStarted;
            default ->
                switch (finding) {
                    case Finding.Nothing f -> true;
                    case Finding.ControlPlaneRaised f -> true;
                    case Finding.KubeletStarted f -> action == Action.RESTORE_NODE;
                    case Finding.ClusterSeen f -> false;
                    case Finding.NodeSeen f -> false;
                    case Finding.Drained f -> false;
                };
        };
    }

    static void failed(Decision decision, StepState step, Failure failure) {
        var upgrade = decision.upgrade();
        var failures = step.failures() + 1;
        var again = failure.retryable()
                && failures < step.step().action().attempts()
                && !Inspection.isHeld(upgrade)
                && !(upgrade.status() == Status.ROLLING_BACK
                        && upgrade.recovery().isEmpty());
        var retryAt = again
                ? Optional.of(decision.now().plus(Deadlines.untilNextAttempt(step.failures())))
                : Optional.<Instant>empty();
        decision.record(new Event.StepFailed(step.step().id(), step.attempt(), step.token(), failure, retryAt));
    }

    /** It was asked for its outcome until the time was over. */
    static Failure unreachable(String reason) {
        return new Failure(FailureKind.UNREACHABLE, reason, "make it reachable, then windlass retry", true);
    }

    private static void unknown(Decision decision, StepState step, String reason) {
        var now = decision.now();
        var started = (Progress.Started) step.progress();
        var deadline = started.deadlineAt(now);
        if (!now.isBefore(deadline) || Inspection.isHeld(decision.upgrade())) {
            failed(decision, step, unreachable(reason));
            return;
        }
        var begun = deadline.minus(Deadlines.plannersOwn(
                step.step().action(), decision.upgrade().request().policy()));
        decision.record(new Event.StepUnknown(
                step.step().id(),
                step.attempt(),
                step.token(),
                reason,
                now.plus(Deadlines.untilAskedAgain(begun, now))));
    }
}
