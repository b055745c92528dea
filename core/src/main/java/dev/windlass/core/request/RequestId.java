package dev.windlass.core.request;

import dev.windlass.core.cluster.InvalidValue;
import java.util.regex.Pattern;

/**
 * The name that a requester gives to a request, so that publishing it twice asks once.
 *
 * @throws InvalidValue when the text is anything else
 */
public record RequestId(String text) implements Comparable<RequestId> {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?");

    public RequestId {
        if (text.length() > 64 || !FORM.matcher(text).matches()) {
            throw new InvalidValue("request id", text, "at most 64 of A-Z, a-z, 0-9, '.', '_' and '-'");
        }
    }

    @Override
    public int compareTo(RequestId other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
