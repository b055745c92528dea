package dev.windlass.system.chaos;

import dev.windlass.cli.client.Event;
import java.util.Set;

/** What the types of events mean to the checks. */
final class StepEvents {
    private static final Set<String> SUCCESSES = Set.of("StepSucceeded", "NodeValidated");
    private static final Set<String> ANSWERS =
            Set.of("StepSucceeded", "NodeValidated", "StepFailed", "StepUnknown", "LeaseExpired", "StepHandedOver");
    private static final Set<String> ENDS = Set.of(
            "UpgradeRefused",
            "UpgradePlanned",
            "UpgradeCompleted",
            "UpgradeRolledBack",
            "UpgradeHalted",
            "UpgradeCancelled");

    private StepEvents() {}

    static boolean success(Event event) {
        return SUCCESSES.contains(event.type());
    }

    /** Whether it says what became of a step that was scheduled. */
    static boolean answer(Event event) {
        return ANSWERS.contains(event.type());
    }

    /** Whether the step will be tried or asked again, if nothing comes in between. */
    static boolean comesAgain(Event event) {
        return is(event, "StepUnknown")
                || is(event, "LeaseExpired")
                || (is(event, "StepFailed") && !event.text("retryAt").isEmpty());
    }

    /** Whether an upgrade has ended, or waits for a person. */
    static boolean end(Event event) {
        return ENDS.contains(event.type());
    }

    /** Whether an upgrade is under way from here on. */
    static boolean opens(Event event) {
        return is(event, "UpgradeAccepted") || is(event, "UpgradeRetried");
    }

    /** Whether the upgrade has come further. */
    static boolean progress(Event event) {
        return success(event) || is(event, "StepStarted") || end(event);
    }

    static boolean is(Event event, String type) {
        return event.type().equals(type);
    }

    static String step(Event event) {
        return event.step().orElse("");
    }

    static long token(Event event) {
        return event.json().path("token").asLong(0);
    }

    static long attempt(Event event) {
        return event.json().path("attempt").asLong(0);
    }

    /** The name by which a node remembers the attempt. */
    static String run(Event event) {
        return "%s-%s-%d".formatted(event.upgrade().orElse(""), step(event), attempt(event));
    }

    static String words(Event event) {
        return "event %d, %s %s %s"
                .formatted(event.sequence(), event.type(), step(event), event.text("action"))
                .strip();
    }
}
