package dev.windlass.cli.screen;

import dev.windlass.cli.client.Event;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** One line for an event: time, node, what. Remembers what it said, so that a note that goes on is said once. For one thread. */
public final class EventText {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");
    private static final DateTimeFormatter DAY_AND_TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    private final ZoneId zone;
    private final Style style;
    private final Map<String, String> notes = new HashMap<>();

    public EventText(ZoneId zone, Style style) {
        this.zone = zone;
        this.style = style;
    }

    /** Empty for what is only of interest to who looks closely. */
    public Optional<String> progress(Event event) {
        return tells(event) ? Optional.of(line(event, TIME)) : Optional.empty();
    }

    /** Every event has a line here. */
    public String history(Event event) {
        return "%6d  %s".formatted(event.sequence(), line(event, DAY_AND_TIME));
    }

    /** What a person who watches must not miss, also where a table shows the rest. */
    static boolean matters(Event event) {
        return switch (event.type()) {
            case "RequestRefused",
                    "StepFailed",
                    "StepUnknown",
                    "LeaseExpired",
                    "PauseRequested",
                    "CancelRequested",
                    "RollbackRequested",
                    "UpgradePaused",
                    "UpgradeResumed",
                    "UpgradeRetried",
                    "RollbackStarted",
                    // The other ends are the command's last word.
                    "UpgradeCompleted",
                    "Unreadable" -> true;
            default -> false;
        };
    }

    private boolean tells(Event event) {
        return switch (event.type()) {
            case "StepScheduled", "ReportRefused" -> false;
            case "StepProgressed" -> {
                var note = event.text("note");
                yield !note.isEmpty() && !note.equals(notes.put(event.step().orElse(""), note));
            }
            default -> true;
        };
    }

    private String line(Event event, DateTimeFormatter form) {
        var words = event.words().isEmpty() ? event.type() : event.words();
        return "%s  %s  %s"
                .formatted(
                        style.faint(form.format(event.at().atZone(zone))),
                        event.node().orElse("-"),
                        styled(event, words.replace("\n", "\n    ")));
    }

    private String styled(Event event, String words) {
        return switch (event.type()) {
            case "RequestRefused", "StepFailed", "UpgradeRefused", "UpgradeHalted", "UpgradeRolledBack" ->
                style.bad(words);
            case "StepUnknown", "LeaseExpired", "RollbackStarted", "UpgradePaused" -> style.warning(words);
            case "UpgradeCompleted", "NodeValidated" -> style.good(words);
            default -> words;
        };
    }
}
