package dev.windlass.core.upgrade;

import dev.windlass.core.event.Event;
import dev.windlass.core.report.Failure;
import dev.windlass.core.report.FailureKind;
import dev.windlass.core.upgrade.StepState.Progress;
import java.time.Instant;

/**
 * What follows from time alone: leases that ran out, attempts that took too long, waits that are over, steps that nobody takes. When a
 * planner comes to it late, only what was due first counts: in the time after that nobody had the step.
 */
final class Timers {
    private Timers() {}

    static void decide(Decision decision) {
        decision.state().active().ifPresent(upgrade -> upgrade.inFlight().forEach(step -> decide(decision, step)));
    }

    private static void decide(Decision decision, StepState step) {
        switch (step.progress()) {
            case Progress.Waiting waiting -> waited(decision, step, waiting);
            case Progress.Started started -> worked(decision, step, started);
            case Progress.Scheduled scheduled -> nobodyTakes(decision, step, scheduled);
            case Progress.Succeeded s -> {}
            case Progress.Failed f -> {}
            case Progress.Renewed r -> {}
        }
    }

    private static void waited(Decision decision, StepState step, Progress.Waiting waiting) {
        if (decision.now().isBefore(waiting.until())) {
            return;
        }
        if (waiting.sameAttempt()
                && waiting.deadline()
                        .filter(deadline -> !deadline.isAfter(waiting.until()))
                        .isPresent()) {
            Outcomes.failed(decision, step, Outcomes.unreachable(waiting.why().message()));
            return;
        }
        if (waiting.sameAttempt()) {
            Scheduling.again(decision, step);
        } else {
            Scheduling.anew(decision, step);
        }
    }

    private static void worked(Decision decision, StepState step, Progress.Started started) {
        if (due(started.leaseUntil(), decision) && started.leaseUntil().isBefore(started.deadline())) {
            decision.record(new Event.LeaseExpired(step.step().id(), step.attempt(), step.token(), started.by()));
            Scheduling.again(decision, step);
        } else if (due(started.deadline(), decision)) {
            Outcomes.failed(
                    decision,
                    step,
                    new Failure(
                            FailureKind.DEADLINE,
                            "%s has taken longer than it may"
                                    .formatted(step.step().words()),
                            "look at what " + started.by() + " last said of it: windlass status",
                            true));
        }
    }

    /** What said so may be lost, as one that an older actor could not read, or whose claim an older planner could not. */
    private static void nobodyTakes(Decision decision, StepState step, Progress.Scheduled scheduled) {
        if (due(scheduled.saidAgainAt(), decision)) {
            Scheduling.again(decision, step);
        }
    }

    private static boolean due(Instant time, Decision decision) {
        return !decision.now().isBefore(time);
    }
}
