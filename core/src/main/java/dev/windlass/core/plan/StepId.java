package dev.windlass.core.plan;

import dev.windlass.core.cluster.InvalidValue;
import dev.windlass.core.cluster.NameForm;

/**
 * A step's name inside its upgrade, such as s012; rollback steps are r01, r02 and so on.
 *
 * @throws InvalidValue when the text is anything else
 */
public record StepId(String text) implements Comparable<StepId> {
    private static final NameForm FORM = new NameForm(20, "-");

    public StepId {
        if (!FORM.fits(text)) {
            throw new InvalidValue("step id", text, "at most 20 of a-z, 0-9 and '-'");
        }
    }

    @Override
    public int compareTo(StepId other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
