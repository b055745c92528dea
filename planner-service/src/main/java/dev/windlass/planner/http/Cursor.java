package dev.windlass.planner.http;

import java.util.regex.Pattern;

/** A place in windlass.events: what follows it is at this offset or after it. Opaque to clients. */
record Cursor(int partition, long offset) {
    private static final Pattern FORM = Pattern.compile("(\\d{1,9})-(\\d{1,18})");

    static Cursor parse(String text) {
        var matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw ApiProblem.invalid(
                    "'%s' is not a cursor: use one that this API gave".formatted(text.replaceAll("\\p{Cntrl}", "?")));
        }
        return new Cursor(Integer.parseInt(matcher.group(1)), Long.parseLong(matcher.group(2)));
    }

    @Override
    public String toString() {
        return partition + "-" + offset;
    }
}
