package dev.windlass.simulator;

import dev.windlass.simulator.world.Resource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Nodes as {@code kubectl get nodes} prints them. */
public final class NodesTable {
    private static final String ROLE_LABEL = "node-role.kubernetes.io/";
    private static final int GAP = 3;

    private NodesTable() {}

    /** The header and a line for each node, each ended by a line feed. */
    public static String of(List<Resource.Node> nodes, Instant now) {
        var rows = new ArrayList<List<String>>();
        rows.add(List.of("NAME", "STATUS", "ROLES", "AGE", "VERSION"));
        for (var node : nodes) {
            rows.add(List.of(
                    node.meta().name(),
                    status(node),
                    roles(node),
                    age(Duration.between(node.meta().created(), now)),
                    node.kubelet().toString()));
        }
        var text = new StringBuilder();
        for (var row : rows) {
            for (var column = 0; column < row.size(); column++) {
                var last = column == row.size() - 1;
                text.append(row.get(column))
                        .append(
                                last
                                        ? "\n"
                                        : " "
                                                .repeat(width(rows, column)
                                                        - row.get(column).length()));
            }
        }
        return text.toString();
    }

    private static int width(List<List<String>> rows, int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0) + GAP;
    }

    private static String status(Resource.Node node) {
        var ready = node.isReady() ? "Ready" : "NotReady";
        return node.unschedulable() ? ready + ",SchedulingDisabled" : ready;
    }

    private static String roles(Resource.Node node) {
        var roles = node.meta().labels().keySet().stream()
                .filter(label -> label.startsWith(ROLE_LABEL))
                .map(label -> label.substring(ROLE_LABEL.length()))
                .toList();
        return roles.isEmpty() ? "<none>" : String.join(",", roles);
    }

    /** As k8s.io/apimachinery, pkg/util/duration, HumanDuration. */
    static String age(Duration age) {
        var seconds = age.toSeconds();
        if (seconds < 120) {
            return Math.max(0, seconds) + "s";
        }
        var minutes = age.toMinutes();
        if (minutes < 10) {
            return seconds % 60 == 0 ? minutes + "m" : minutes + "m" + seconds % 60 + "s";
        }
        if (minutes < 180) {
            return minutes + "m";
        }
        var hours = age.toHours();
        if (hours < 8) {
            return minutes % 60 == 0 ? hours + "h" : hours + "h" + minutes % 60 + "m";
        }
        if (hours < 48) {
            return hours + "h";
        }
        var days = age.toDays();
        if (hours < 192) {
            return hours % 24 == 0 ? days + "d" : days + "d" + hours % 24 + "h";
        }
        if (days < 730) {
            return days + "d";
        }
        var years = days / 365;
        return days < 365 * 8 && days % 365 != 0 ? years + "y" + days % 365 + "d" : years + "y";
    }
}
