package dev.windlass.system.chaos;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a node remembers of one run of a verb.
 *
 * @param token the one that it has now: a run that somebody with a higher one asked for again has that
 * @param began when it began to act
 * @param ended when it wrote its outcome; empty when it was lost
 * @param exitCode empty when it was lost
 * @param already whether it found its work done, and so did nothing
 * @param command the verb and its arguments
 */
record NodeRun(
        String node,
        String name,
        long token,
        Instant began,
        Optional<Instant> ended,
        Optional<Integer> exitCode,
        boolean already,
        String command) {

    /** A line of the fields in this order with tabs between; empty where there is nothing. A run that never began is none. */
    static Optional<NodeRun> parse(String line) {
        var fields = List.of(line.split("\t", -1));
        if (fields.get(3).isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new NodeRun(
                fields.get(0),
                fields.get(1),
                Long.parseLong(fields.get(2)),
                Times.seconds(fields.get(3)),
                Optional.of(fields.get(4)).filter(text -> !text.isEmpty()).map(Times::seconds),
                Optional.of(fields.get(5)).filter(text -> !text.isEmpty()).map(Integer::valueOf),
                fields.get(6).equals("true"),
                fields.get(7)));
    }

    String verb() {
        return command.split(" ", 2)[0];
    }

    /** Whether it did its work, and to the end. */
    boolean acted() {
        return !already && exitCode.filter(code -> code == 0).isPresent();
    }

    String words() {
        return "%s (%s on %s)".formatted(name, command, node);
    }
}
