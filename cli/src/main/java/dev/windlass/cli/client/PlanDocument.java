package dev.windlass.cli.client;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * A plan.
 *
 * @param upgrade which upgrade it was made for
 * @param json everything
 */
public record PlanDocument(
        String cluster,
        String upgrade,
        String digest,
        String from,
        String target,
        List<Hop> hops,
        List<Node> nodes,
        List<Step> steps,
        List<String> warnings,
        JsonNode json) {
    /** One run of the procedure; {@code revisions} gives each node's package. */
    public record Hop(int number, String from, String to, Map<String, String> revisions) {}

    /** A node and its kubelet's version before. */
    public record Node(String node, String role, String kubelet) {}

    /** One action on one node; {@code node} is empty for the cluster. */
    public record Step(String id, int hop, String phase, String node, String action) {}

    static PlanDocument of(JsonNode json) {
        return new PlanDocument(
                Json.text(json, "cluster"),
                Json.text(json, "upgrade"),
                Json.text(json, "digest"),
                Json.text(json, "from"),
                Json.text(json, "target"),
                Json.list(json, "hops").stream().map(PlanDocument::hop).toList(),
                Json.list(json, "nodes").stream()
                        .map(node ->
                                new Node(Json.text(node, "node"), Json.text(node, "role"), Json.text(node, "kubelet")))
                        .toList(),
                Json.list(json, "steps").stream().map(PlanDocument::step).toList(),
                Json.texts(json, "warnings"),
                json);
    }

    private static Hop hop(JsonNode hop) {
        var revisions = new TreeMap<String, String>();
        hop.path("revisions")
                .properties()
                .forEach(entry -> revisions.put(entry.getKey(), entry.getValue().stringValue("")));
        return new Hop(hop.path("number").asInt(0), Json.text(hop, "from"), Json.text(hop, "to"), revisions);
    }

    private static Step step(JsonNode step) {
        return new Step(
                Json.text(step, "id"),
                step.path("hop").asInt(0),
                Json.text(step, "phase"),
                Json.text(step, "node"),
                Json.text(step, "action"));
    }

    public boolean isEmpty() {
        return steps.isEmpty();
    }
}
