package dev.windlass.core.upgrade;

import dev.windlass.core.event.Event;
import dev.windlass.core.report.Failure;
import dev.windlass.core.report.FailureKind;
import dev.windlass.core.upgrade.StepState.Progress;
import java.time.Instant;

/** What follows from time alone: leases that ran out, attempts that took too long, waits that are over. */
final class Timers {
    private Timers() {}

    static void decide(Decision decision) {
        decision.state().active().ifPresent(upgrade -> upgrade.inFlight().forEach(step -> decide(decision, step)));
    }

    private static void decide(Decision decision, StepState step) {
        switch (step.progress()) {
            case Progress.Waiting waiting -> waited(decision, step, waiting);
            case Progress.Started started -> worked(decision, step, started);
            case Progress.Scheduled s -> {}
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
                && waiting.deadline().map(deadline -> due(deadline, decision)).orElse(false)) {
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
        if (due(started.deadline(), decision)) {
            Outcomes.failed(
                    decision,
                    step,
                    new Failure(
                            FailureKind.DEADLINE,
                            "%s has taken longer than it may"
                                    .formatted(step.step().words()),
                            "look at what " + started.by() + " last said of it: windlass status",
                            true));
        } else if (due(started.leaseUntil(), decision)) {
            decision.record(new Event.LeaseExpired(step.step().id(), step.attempt(), step.token(), started.by()));
            Scheduling.again(decision, step);
        }
    }

    private static boolean due(Instant time, Decision decision) {
        return !decision.now().isBefore(time);
    }
}
