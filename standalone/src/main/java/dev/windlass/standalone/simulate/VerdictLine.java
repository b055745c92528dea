package dev.windlass.standalone.simulate;

import dev.windlass.cli.client.Json;
import dev.windlass.simulation.run.Verdict;
import dev.windlass.simulation.run.Violation;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A verdict on its way from a process to the one that asked: a line of JSON. Both are of one build. */
final class VerdictLine {
    private VerdictLine() {}

    static String of(Verdict verdict) {
        var root = Json.object()
                .put("hash", verdict.hash())
                .put("events", verdict.events())
                .put("virtual", verdict.virtual().toNanos());
        verdict.violation()
                .ifPresent(violation -> root.putObject("violation")
                        .put("invariant", violation.invariant())
                        .put("words", violation.words())
                        .put("at", violation.at().toNanos()));
        put(root.putObject("sometimes"), verdict.sometimes());
        put(root.putObject("transitions"), verdict.transitions());
        return root.toString();
    }

    private static void put(ObjectNode node, Map<String, Long> counts) {
        counts.forEach(node::put);
    }

    /** @return empty where it is none */
    static Optional<Verdict> read(String line) {
        return Json.parse(line)
                .filter(root -> root.has("hash"))
                .map(root -> new Verdict(
                        violation(root.path("violation")),
                        root.path("hash").asLong(),
                        root.path("events").asLong(),
                        Duration.ofNanos(root.path("virtual").asLong()),
                        counts(root.path("sometimes")),
                        counts(root.path("transitions"))));
    }

    private static Optional<Violation> violation(JsonNode node) {
        return node.isObject()
                ? Optional.of(new Violation(
                        Json.text(node, "invariant"),
                        Json.text(node, "words"),
                        Duration.ofNanos(node.path("at").asLong())))
                : Optional.empty();
    }

    private static SortedMap<String, Long> counts(JsonNode node) {
        var counts = new TreeMap<String, Long>();
        node.properties()
                .forEach(entry -> counts.put(entry.getKey(), entry.getValue().asLong()));
        return counts;
    }
}
