package dev.windlass.cli.screen;

import dev.windlass.cli.client.PlanDocument;
import dev.windlass.cli.client.PlanDocument.Step;
import dev.windlass.cli.screen.Table.Cell;
import java.util.ArrayList;
import java.util.List;

/** A plan for people. */
public final class PlanText {
    private static final String INDENT = "      ";
    /** A list that is wrapped loses nothing, so it is where there is no limit too. */
    private static final int READABLE = 120;

    private final Style style;
    private final int columns;

    public PlanText(Style style, int columns) {
        this.style = style;
        this.columns = columns;
    }

    /** What it comes to, in a line, and what a person should know before it runs. */
    public List<String> summary(PlanDocument plan) {
        var lines = new ArrayList<String>();
        if (plan.isEmpty()) {
            lines.add("Nothing to do: every node of %s is at %s.".formatted(plan.cluster(), plan.target()));
        } else {
            lines.add("Plan for %s: %s to %s in %s, %s, %s"
                    .formatted(
                            plan.cluster(),
                            plan.from(),
                            plan.target(),
                            Words.count(plan.hops().size(), "hop"),
                            Words.count(plan.nodes().size(), "node"),
                            Words.count(plan.steps().size(), "step")));
        }
        plan.warnings().forEach(warning -> lines.add(style.warning("Warning: ") + warning));
        lines.add("Digest: " + plan.digest());
        return lines;
    }

    /** All of it. */
    public List<String> full(PlanDocument plan) {
        var lines = new ArrayList<>(summary(plan));
        if (plan.isEmpty()) {
            return lines;
        }
        lines.add("");
        lines.addAll(nodes(plan));
        for (var hop : plan.hops()) {
            lines.add("");
            lines.add(style.strong("Hop %d: %s to %s".formatted(hop.number(), hop.from(), hop.to())));
            lines.addAll(steps(plan, hop));
        }
        lines.add("");
        lines.add("Apply exactly this plan: windlass upgrade %s --to %s --plan %s"
                .formatted(plan.cluster(), plan.target(), plan.digest()));
        return lines;
    }

    private List<String> nodes(PlanDocument plan) {
        var table = new Table("NODE", "ROLE", "KUBELET", "TARGET", "PACKAGES");
        for (var node : plan.nodes()) {
            var packages = plan.hops().stream()
                    .filter(hop -> hop.revisions().containsKey(node.node()))
                    .map(hop -> String.valueOf(hop.revisions().get(node.node())))
                    .toList();
            table.row(
                    Cell.of(node.node()),
                    Cell.of(node.role()),
                    Cell.of(node.kubelet()),
                    Cell.of(plan.target()),
                    Cell.of(packages.isEmpty() ? "-" : String.join(", then ", packages)));
        }
        return table.lines(columns);
    }

    private List<String> steps(PlanDocument plan, PlanDocument.Hop hop) {
        var lines = new ArrayList<String>();
        var ofHop =
                plan.steps().stream().filter(step -> step.hop() == hop.number()).toList();
        for (var from = 0; from < ofHop.size(); ) {
            var to = from + 1;
            while (to < ofHop.size() && sameVisit(ofHop.get(from), ofHop.get(to))) {
                to++;
            }
            var first = ofHop.get(from);
            lines.add("  %s%s".formatted(first.phase(), first.node().isEmpty() ? "" : ": " + first.node()));
            var actions = ofHop.subList(from, to).stream()
                    .map(step -> step.action().replace('-', ' '))
                    .toList();
            Words.wrapped(actions, Math.min(columns, READABLE) - INDENT.length())
                    .forEach(line -> lines.add(INDENT + line));
            from = to;
        }
        return lines;
    }

    private static boolean sameVisit(Step one, Step other) {
        return one.phase().equals(other.phase()) && one.node().equals(other.node());
    }
}
