package dev.windlass.simulation.scenario.file;

import dev.windlass.simulation.scenario.Trigger;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Triggers as words: "at 12.5s", "when executor-1 passes log.commit.before the 2nd time", "when any process passes log.commit.before the 1st
 * time", "when StepScheduled is recorded the 3rd time".
 */
final class TriggerWords {
    static final String FORMS = "\"at 12.5s\", \"when executor-1 passes log.commit.before the 2nd time\","
            + " \"when any process passes log.commit.before the 1st time\" or \"when StepScheduled is recorded the 3rd time\"";

    private static final String ANY = "any process";
    private static final String TIME = " the ([1-9]\\d{0,8})(?:st|nd|rd|th) time";
    private static final Pattern AT = Pattern.compile("at (\\S+)");
    private static final Pattern PASSING = Pattern.compile("when (" + ANY + "|\\S+) passes (\\S+)" + TIME);
    private static final Pattern RECORDED = Pattern.compile("when (\\S+) is recorded" + TIME);

    private TriggerWords() {}

    static String of(Trigger trigger) {
        return switch (trigger) {
            case Trigger.At at -> "at " + DurationWords.of(at.after());
            case Trigger.Passing passing ->
                "when %s passes %s the %s time"
                        .formatted(
                                passing.process().isEmpty() ? ANY : passing.process(),
                                passing.point(),
                                ordinal(passing.nth()));
            case Trigger.Recorded recorded ->
                "when %s is recorded the %s time".formatted(recorded.event(), ordinal(recorded.nth()));
        };
    }

    private static String ordinal(int number) {
        var teen = number % 100 / 10 == 1;
        var ending = switch (teen ? 0 : number % 10) {
            case 1 -> "st";
            case 2 -> "nd";
            case 3 -> "rd";
            default -> "th";
        };
        return number + ending;
    }

    /** Empty when it is no trigger. */
    static Optional<Trigger> parse(String text) {
        var at = AT.matcher(text);
        if (at.matches()) {
            return DurationWords.parse(at.group(1)).map(Trigger.At::new);
        }
        var passing = PASSING.matcher(text);
        if (passing.matches()) {
            var process = passing.group(1).equals(ANY) ? "" : passing.group(1);
            return Optional.of(new Trigger.Passing(process, passing.group(2), Integer.parseInt(passing.group(3))));
        }
        var recorded = RECORDED.matcher(text);
        if (recorded.matches()) {
            return Optional.of(new Trigger.Recorded(recorded.group(1), Integer.parseInt(recorded.group(2))));
        }
        return Optional.empty();
    }
}
