package dev.windlass.core.cluster;

import java.util.regex.Pattern;

/**
 * A package's full version and revision as the node's package manager writes it, such as 1.20.2-1.1 or 1.30.5-150500.1.1.
 *
 * @throws InvalidValue when the text is anything else
 */
public record PackageRevision(String text) implements Comparable<PackageRevision> {
    private static final Pattern FORM = Pattern.compile("[0-9][0-9A-Za-z.+~:-]*");

    public PackageRevision {
        if (text.length() > 80 || !FORM.matcher(text).matches()) {
            throw new InvalidValue(
                    "package revision",
                    text,
                    "a full package version such as 1.20.2-1.1, at most 80 of 0-9 A-Z a-z . + ~ : -");
        }
    }

    @Override
    public int compareTo(PackageRevision other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
