package dev.windlass.core.plan;

import dev.windlass.core.cluster.InvalidValue;
import dev.windlass.core.cluster.NameForm;

/**
 * One run of one plan on one cluster. Unique even when all records were lost: it carries the token of its acceptance.
 *
 * @throws InvalidValue when the text is anything else
 */
public record UpgradeId(String text) implements Comparable<UpgradeId> {
    private static final NameForm FORM = new NameForm(60, "-");

    public UpgradeId {
        if (!FORM.fits(text)) {
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
