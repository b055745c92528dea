package dev.windlass.core.plan;

import dev.windlass.core.cluster.InvalidValue;
import java.util.regex.Pattern;

/**
 * One run of one plan on one cluster. Unique even when all records were lost: it carries the token of its acceptance.
 *
 * @throws InvalidValue when the text is anything else
 */
public record UpgradeId(String text) implements Comparable<UpgradeId> {
    private static final Pattern FORM = Pattern.compile("[a-z0-9]([a-z0-9-]*[a-z0-9])?");

    public UpgradeId {
        if (text.length() > 60 || !FORM.matcher(text).matches()) {
            throw new InvalidValue("upgrade id", text, "at most 60 of a-z, 0-9 and '-'");
        }
    }

    @Override
    public int compareTo(UpgradeId other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
