package dev.windlass.executor.node;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the node script printed: the words of its first line and the bytes after it. What login shells and banners print before
 * that line is passed over.
 */
record RawAnswer(String name, Map<String, String> fields, Bytes payload) {
    private static final String PREFIX = "windlass-node/1 ";
    private static final Pattern SPACES = Pattern.compile(" +");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");
    private static final int LONGEST_LINE = 4_096;

    /** Finds the answer in what a command printed on standard output; empty when there is none. */
    static Optional<RawAnswer> in(byte[] output) {
        var from = 0;
        while (from < output.length) {
            var end = from;
            while (end < output.length && output[end] != '\n') {
                end++;
            }
            var line =
                    Bytes.of(output, from, Math.min(end, from + LONGEST_LINE)).text();
            if (line.startsWith(PREFIX)) {
                return Optional.of(read(line, Bytes.of(output, end + 1, output.length)));
            }
            from = end + 1;
        }
        return Optional.empty();
    }

    private static RawAnswer read(String line, Bytes payload) {
        var words = SPACES.split(line.substring(PREFIX.length()).strip());
        var fields = new HashMap<String, String>();
        for (var i = 1; i < words.length; i++) {
            var equals = words[i].indexOf('=');
            if (equals > 0) {
                fields.put(words[i].substring(0, equals), words[i].substring(equals + 1));
            }
        }
        return new RawAnswer(words[0], Map.copyOf(fields), payload);
    }

    String field(String key) {
        return fields.getOrDefault(key, "");
    }

    /** A number from 0; {@code otherwise} when there is none. */
    long number(String key, long otherwise) {
        var text = field(key);
        return NUMBER.matcher(text).matches() ? Long.parseLong(text) : otherwise;
    }

    String payloadText() {
        return payload.text();
    }
}
