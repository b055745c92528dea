package dev.windlass.cli.screen;

import dev.windlass.cli.client.ClusterStatus;
import dev.windlass.cli.client.ClusterStatus.NodeRow;
import dev.windlass.cli.client.Json;
import dev.windlass.cli.screen.Table.Cell;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Where a cluster is and what it waits for, for people. */
public final class StatusText {
    private static final int NAMED = 3;

    private final Style style;
    private final int columns;

    public StatusText(Style style, int columns) {
        this.style = style;
        this.columns = columns;
    }

    /** One cluster, with everything. */
    public List<String> of(ClusterStatus status, Instant now) {
        var lines = new ArrayList<String>();
        lines.add(style.strong(status.cluster() + ": ") + headline(status));
        status.waits().forEach(wait -> lines.add("  " + wait.replace("\n", "\n  ")));
        var trouble = status.json().path("lastFailure");
        if (trouble.isObject() && !said(status, Json.text(trouble, "message"))) {
            lines.add(
                    style.bad("  last failure: ") + Json.text(trouble, "words") + ": " + Json.text(trouble, "message"));
        }
        if (trouble.isObject() && !status.status().equals("completed")) {
            Json.textIf(trouble, "hint")
                    .filter(hint -> !said(status, hint))
                    .ifPresent(hint -> lines.add("    " + hint));
        }
        status.upgrade()
                .filter(upgrade -> upgrade.steps() > 0)
                .ifPresent(upgrade -> lines.add(
                        "  %d of %s done".formatted(upgrade.stepsDone(), Words.count(upgrade.steps(), "step"))));
        if (!status.nodes().isEmpty()) {
            lines.add("");
            lines.addAll(nodes(status.nodes(), now));
        }
        if (!status.next().isEmpty()) {
            lines.add("");
            status.next().forEach(command -> lines.add("Next: " + command));
        }
        return lines;
    }

    /** An end and what is waited for often say it already. */
    private static boolean said(ClusterStatus status, String message) {
        return status.status().equals("completed")
                || status.headline().contains(message)
                || status.waits().stream().anyMatch(wait -> wait.contains(message));
    }

    static String headline(ClusterStatus status) {
        return status.headline().replace("\n", "\n  ");
    }

    /** The table of nodes. */
    List<String> nodes(List<NodeRow> nodes, Instant now) {
        var table = new Table("NODE", "ROLE", "VERSION", "STEP", "STATE", "SINCE");
        for (var node : nodes) {
            table.row(
                    Cell.of(node.node()),
                    Cell.of(node.role()),
                    Cell.of(node.version()),
                    Cell.of(node.step().isEmpty() ? "-" : node.step()),
                    new Cell(node.state(), text -> style.ofState(node.state(), text)),
                    Cell.of(node.since()
                            .map(since -> Words.duration(Duration.between(since, now)))
                            .orElse("-")));
        }
        return table.lines(columns);
    }

    /** All clusters, a line each. */
    public List<String> of(JsonNode clusters) {
        var table = new Table("CLUSTER", "STATUS", "TARGET", "STEPS", "LABELS");
        for (var cluster : Json.list(clusters, "clusters")) {
            var steps = cluster.path("steps").asInt(0);
            table.row(
                    Cell.of(Json.text(cluster, "cluster")),
                    Cell.of(Json.text(cluster, "status").replace('-', ' ')),
                    Cell.of(Json.textIf(cluster, "target").orElse("-")),
                    Cell.of(steps == 0 ? "-" : cluster.path("stepsDone").asInt(0) + "/" + steps),
                    Cell.of(labels(cluster.path("labels"))));
        }
        var lines = new ArrayList<>(table.lines(columns));
        var problems = problems(clusters);
        if (!problems.isEmpty()) {
            lines.add("");
            problems.forEach((problem, names) -> lines.add("%s: the planner can't go on: %s"
                    .formatted(names.size() > NAMED ? names.size() + " clusters" : String.join(", ", names), problem)));
        }
        return lines;
    }

    /** Which clusters have which: all have the same one where no broker answers. */
    private static Map<String, List<String>> problems(JsonNode clusters) {
        var problems = new LinkedHashMap<String, List<String>>();
        for (var cluster : Json.list(clusters, "clusters")) {
            Json.textIf(cluster, "problem")
                    .ifPresent(problem -> problems.computeIfAbsent(problem, first -> new ArrayList<>())
                            .add(Json.text(cluster, "cluster")));
        }
        return problems;
    }

    private static String labels(JsonNode labels) {
        var all = labels.properties().stream()
                .map(label -> label.getKey() + "=" + label.getValue().stringValue(""))
                .toList();
        return all.isEmpty() ? "-" : String.join(",", all);
    }
}
