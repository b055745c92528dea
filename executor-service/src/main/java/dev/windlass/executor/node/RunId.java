package dev.windlass.executor.node;

import dev.windlass.core.cluster.InvalidValue;
import java.util.regex.Pattern;

/**
 * The name under which a node remembers a run and its outcome. The same name is never run twice, so a redelivered step must come
 * with the same name and another attempt with another. Also the name under which a node keeps its former state.
 *
 * @throws InvalidValue when the text is anything but 1 to 100 of a-z, 0-9 and '-'
 */
public record RunId(String text) {
    private static final Pattern FORM = Pattern.compile("[a-z0-9-]{1,100}");

    public RunId {
        if (!FORM.matcher(text).matches()) {
            throw new InvalidValue("run name", text, "1 to 100 of a-z, 0-9 and '-'");
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
