package dev.windlass.cli.screen;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Small texts for people. */
public final class Words {
    private static final int MINUTE = 60;
    private static final int HOUR = 3600;

    private Words() {}

    /** 45s, 3m12s, 2h05m. */
    public static String duration(Duration duration) {
        var seconds = Math.max(0, duration.toSeconds());
        if (seconds < MINUTE) {
            return seconds + "s";
        }
        return seconds < HOUR
                ? "%dm%02ds".formatted(seconds / MINUTE, seconds % MINUTE)
                : "%dh%02dm".formatted(seconds / HOUR, seconds % HOUR / MINUTE);
    }

    static String cut(String text, int columns) {
        return text.length() <= columns ? text : text.substring(0, Math.max(0, columns - 1)) + "…";
    }

    public static String count(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    /** Items with commas between, in lines of at most {@code columns}. */
    static List<String> wrapped(List<String> items, int columns) {
        var lines = new ArrayList<String>();
        var line = new StringBuilder();
        for (var i = 0; i < items.size(); i++) {
            var item = items.get(i) + (i == items.size() - 1 ? "" : ",");
            if (!line.isEmpty() && line.length() + 1 + item.length() > columns) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(item);
        }
        lines.add(line.toString());
        return lines;
    }
}
