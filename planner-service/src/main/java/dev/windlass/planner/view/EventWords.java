package dev.windlass.planner.view;

import dev.windlass.core.event.Event;
import dev.windlass.core.event.EventRecord;
import dev.windlass.core.plan.Step;
import dev.windlass.core.procedure.Actor;
import dev.windlass.core.report.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What an event says to people, in one sentence. The node's name is not in it where the event has a field for it. */
final class EventWords {
    private static final int SHORT = 100;

    private final Instant now;
    private final String what;

    private EventWords(Instant now, Optional<Step> step) {
        this.now = now;
        this.what = step.map(known -> known.action().words()).orElse("the step");
    }

    static String of(EventRecord record, Optional<Step> step) {
        return new EventWords(record.at(), step).of(record.event());
    }

    private String of(Event event) {
        return switch (event) {
            case Event.RequestRefused e -> "request refused: " + e.reason() + hint(e.hint());
            case Event.UpgradeAccepted e ->
                (e.request().planOnly() ? "plan for " : "upgrade to ")
                        + e.request().target() + " accepted"
                        + because(e.request().reason());
            case Event.PlanMade e ->
                e.plan().isEmpty()
                        ? "plan made: nothing to do"
                        : "plan made: %s to %s in %s, %s"
                                .formatted(
                                        e.plan().from(),
                                        e.plan().target(),
                                        count(e.plan().hops().size(), "hop"),
                                        count(e.plan().steps().size(), "step"));
            case Event.StepScheduled e ->
                "%s: to be done by %s%s"
                        .formatted(
                                what,
                                e.assignment().step().action().actor() == Actor.EXECUTOR
                                        ? "an executor"
                                        : "a validator",
                                attempt(e.assignment().attempt()));
            case Event.StepStarted e -> what + ": begun" + attempt(e.attempt());
            case Event.StepProgressed e -> what + ": " + (e.note().isEmpty() ? "at it" : e.note());
            case Event.StepSucceeded e -> what + ": done" + (e.summary().isEmpty() ? "" : ", " + e.summary());
            case Event.NodeValidated e -> "validated at %s: %s".formatted(e.version(), e.evidence());
            case Event.StepFailed e -> failed(e);
            case Event.StepUnknown e ->
                "%s: the outcome is unknown, %s; asked again in %s".formatted(what, e.reason(), in(e.retryAt()));
            case Event.LeaseExpired e -> "%s: %s went silent, given to another".formatted(what, e.by());
            case Event.StepHandedOver e -> "%s: handed over by %s at its shutdown".formatted(what, e.by());
            case Event.ReportRefused e ->
                "%s: report of %s (%s) refused: %s".formatted(what, e.by(), e.said(), e.reason());
            default -> steering(event);
        };
    }

    private static String steering(Event event) {
        return switch (event) {
            case Event.PauseRequested e -> "pause asked for by " + e.by() + because(e.reason());
            case Event.CancelRequested e -> "cancellation asked for by " + e.by() + because(e.reason());
            case Event.RollbackRequested e -> "rollback asked for by " + e.by() + because(e.reason());
            case Event.UpgradePaused e -> "paused: waits for windlass resume or windlass cancel";
            case Event.UpgradeResumed e -> "resumed by " + e.by() + because(e.reason());
            case Event.UpgradeRetried e -> "tried again, asked for by " + e.by() + because(e.reason());
            case Event.RollbackStarted e ->
                (e.rollback() ? "is put back to its former version: " : "is made schedulable again: ")
                        + shortened(e.reason());
            case Event.UpgradeRefused e -> "refused, nothing was changed: " + String.join("; ", e.reasons());
            case Event.UpgradePlanned e -> "planned, nothing was changed";
            case Event.UpgradeCompleted e -> "completed: " + e.summary();
            case Event.UpgradeRolledBack e -> "rolled back: " + e.reason();
            case Event.UpgradeHalted e ->
                "halted: " + e.reason() + hint(e.lookAt())
                        + (e.leftCordoned().isEmpty() ? "" : "; still cordoned: " + names(e.leftCordoned()));
            case Event.UpgradeCancelled e -> "cancelled: " + e.reason();
            default -> throw new IllegalArgumentException("has words of its own: " + event);
        };
    }

    private String failed(Event.StepFailed event) {
        var again = event.retryAt().map(at -> "; tried again in " + in(at)).orElse("; not tried again by itself");
        return "%s: attempt %d failed: %s%s".formatted(what, event.attempt(), words(event.failure()), again);
    }

    private static String words(Failure failure) {
        return failure.message() + hint(failure.hint());
    }

    private static String hint(String hint) {
        return hint.isEmpty() ? "" : " (" + hint + ")";
    }

    private static String because(String reason) {
        return reason.isEmpty() ? "" : ": " + reason;
    }

    private static String attempt(int number) {
        return number == 1 ? "" : ", attempt " + number;
    }

    private String in(Instant at) {
        return Math.max(0, Duration.between(now, at).toSeconds()) + " s";
    }

    private static String count(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    /** The failure that it comes from was said in full just before. */
    private static String shortened(String reason) {
        return reason.length() <= SHORT ? reason : reason.substring(0, SHORT) + "...";
    }

    private static String names(List<?> names) {
        return names.stream().map(Object::toString).collect(Collectors.joining(", "));
    }
}
