package dev.windlass.simulation.histories;

import dev.windlass.core.event.Assignment;
import dev.windlass.core.event.Event;
import dev.windlass.core.plan.StepId;

/** An event in a few words, on one line. */
final class EventWords {
    private EventWords() {}

    static String of(Event event) {
        var words = words(event).replace('\n', ' ');
        return event.getClass().getSimpleName() + (words.isEmpty() ? "" : " " + words);
    }

    private static String words(Event event) {
        return switch (event) {
            case Event.RequestRefused e -> e.request() + ": " + e.reason();
            case Event.UpgradeAccepted e ->
                "%s to %s%s, token %d"
                        .formatted(
                                e.request().id(),
                                e.request().target(),
                                e.request().planOnly() ? ", plan only" : "",
                                e.token());
            case Event.PlanMade e ->
                "%d hops, %d steps"
                        .formatted(e.plan().hops().size(), e.plan().steps().size());
            case Event.StepScheduled e -> words(e.assignment());
            case Event.StepStarted e -> step(e.step(), e.attempt(), e.token()) + " by " + e.by();
            case Event.StepProgressed e -> step(e.step(), e.attempt(), e.token()) + ": " + e.note();
            case Event.StepSucceeded e -> step(e.step(), e.attempt(), e.token());
            case Event.NodeValidated e ->
                step(e.step(), e.attempt(), e.token()) + ": " + e.node() + " at " + e.version();
            case Event.StepFailed e ->
                step(e.step(), e.attempt(), e.token()) + ": " + e.failure().words()
                        + e.retryAt().map(at -> ", again at " + at).orElse(", for good");
            case Event.StepUnknown e ->
                step(e.step(), e.attempt(), e.token()) + ": " + e.reason() + ", asked again at " + e.retryAt();
            case Event.LeaseExpired e -> step(e.step(), e.attempt(), e.token()) + " of " + e.by();
            case Event.StepHandedOver e -> step(e.step(), e.attempt(), e.token()) + " by " + e.by();
            case Event.ReportRefused e ->
                "%s by %s, who said %s: %s"
                        .formatted(step(e.step(), e.attempt(), e.token()), e.by(), e.said(), e.reason());
            case Event.PauseRequested e -> e.request().text();
            case Event.CancelRequested e -> e.request().text();
            case Event.UpgradePaused e -> "";
            case Event.UpgradeResumed e -> e.request().text();
            case Event.UpgradeRetried e -> e.request().text();
            case Event.RollbackRequested e -> e.request().text();
            case Event.RollbackStarted e -> "%s, %s".formatted(e.node(), e.reason());
            case Event.UpgradeRefused e -> String.join("; ", e.reasons());
            case Event.UpgradePlanned e -> "";
            case Event.UpgradeCompleted e -> e.summary();
            case Event.UpgradeRolledBack e -> "%s, %s".formatted(e.node(), e.reason());
            case Event.UpgradeHalted e -> "left cordoned %s: %s".formatted(e.leftCordoned(), e.reason());
            case Event.UpgradeCancelled e -> e.reason();
        };
    }

    private static String words(Assignment assignment) {
        return "%s: %s%s"
                .formatted(
                        step(assignment.step().id(), assignment.attempt(), assignment.token()),
                        assignment.step().words(),
                        assignment.version().map(version -> " " + version).orElse(""));
    }

    private static String step(StepId step, int attempt, long token) {
        return "%s attempt %d token %d".formatted(step, attempt, token);
    }
}
