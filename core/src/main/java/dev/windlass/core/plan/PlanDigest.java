package dev.windlass.core.plan;

import dev.windlass.core.cluster.InvalidValue;
import java.util.regex.Pattern;

/**
 * The SHA-256 of a plan's canonical text: two plans with one digest are the same plan.
 *
 * @throws InvalidValue when the text is anything else
 */
public record PlanDigest(String text) implements Comparable<PlanDigest> {
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");

    public PlanDigest {
        if (text.length() > 64 || !FORM.matcher(text).matches()) {
            throw new InvalidValue("plan digest", text, "64 hexadecimal digits");
        }
    }

    @Override
    public int compareTo(PlanDigest other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
