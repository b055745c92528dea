package dev.windlass.cli.client;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Where a cluster is.
 *
 * @param sequence of the newest event that this knows of
 * @param status of the newest upgrade; "none" when there is none
 * @param headline what it is as a whole, in words
 * @param waits what it is at or waits for, in words
 * @param next commands that a person may use now
 * @param problem why the planner can't go on with it, in words; empty nearly always
 * @param stale whether this is from before the brokers went away, and more may have happened since
 * @param json everything
 */
public record ClusterStatus(
        String cluster,
        long sequence,
        String status,
        boolean ended,
        String headline,
        List<String> waits,
        List<String> next,
        String problem,
        boolean stale,
        Optional<UpgradeSummary> upgrade,
        List<NodeRow> nodes,
        JsonNode json) {
    /** The newest upgrade; {@code request} is the id of the request that began it. */
    public record UpgradeSummary(String id, String target, String request, int stepsDone, int steps) {}

    /**
     * A node.
     *
     * @param version the kubelet's, as last seen
     * @param step what is done on it or was done last; may be empty
     * @param state in one word
     */
    public record NodeRow(
            String node, String role, String version, String step, String state, Optional<Instant> since) {}

    /** Whether it is about this upgrade. */
    public boolean isOf(String upgradeId) {
        return upgrade.filter(shown -> shown.id().equals(upgradeId)).isPresent();
    }

    static ClusterStatus of(JsonNode json) {
        var upgrade = json.path("upgrade");
        return new ClusterStatus(
                Json.text(json, "cluster"),
                json.path("sequence").asLong(0),
                Json.text(json, "status"),
                json.path("ended").asBoolean(true),
                Json.text(json, "headline"),
                Json.texts(json, "waits"),
                Json.texts(json, "next"),
                Json.text(json, "problem"),
                json.path("stale").asBoolean(false),
                upgrade.isObject() ? Optional.of(summary(upgrade)) : Optional.empty(),
                Json.list(json, "nodes").stream().map(ClusterStatus::row).toList(),
                json);
    }

    private static UpgradeSummary summary(JsonNode upgrade) {
        return new UpgradeSummary(
                Json.text(upgrade, "id"),
                Json.text(upgrade, "target"),
                Json.text(upgrade, "request"),
                upgrade.path("stepsDone").asInt(0),
                upgrade.path("steps").asInt(0));
    }

    private static NodeRow row(JsonNode node) {
        return new NodeRow(
                Json.text(node, "node"),
                Json.text(node, "role"),
                Json.text(node, "version"),
                Json.text(node, "step"),
                Json.text(node, "state"),
                Json.instant(node, "since"));
    }
}
