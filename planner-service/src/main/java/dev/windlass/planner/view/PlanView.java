package dev.windlass.planner.view;

import dev.windlass.core.cluster.NodeName;
import dev.windlass.core.plan.Hop;
import dev.windlass.core.plan.Plan;
import dev.windlass.core.plan.Step;
import dev.windlass.core.upgrade.Upgrade;

/**
 * A plan as JSON: {@code cluster}, {@code upgrade}, {@code digest}, {@code from}, {@code target}, {@code hops} (number, from, to,
 * revisions by node), {@code nodes} (node, role, kubelet now), {@code steps} (id, hop, phase, node, action, purpose) in their order,
 * and {@code warnings}.
 */
public final class PlanView {
    private PlanView() {}

    public static Fields of(Upgrade upgrade, Plan plan) {
        return new Fields()
                .putText("cluster", plan.cluster())
                .putText("upgrade", upgrade.id())
                .putText("digest", plan.digest())
                .putText("from", plan.from())
                .putText("target", plan.target())
                .putAll("hops", plan.hops().stream().map(PlanView::hop).toList())
                .putAll(
                        "nodes",
                        NodeRows.order(upgrade, plan).stream()
                                .map(node -> node(upgrade, plan, node))
                                .toList())
                .putAll("steps", plan.steps().stream().map(PlanView::step).toList())
                .putAll("warnings", plan.warnings());
    }

    private static Fields hop(Hop hop) {
        return new Fields()
                .put("number", hop.number())
                .putText("from", hop.from())
                .putText("to", hop.to())
                .putAll("revisions", hop.revisions());
    }

    private static Fields node(Upgrade upgrade, Plan plan, NodeName name) {
        return new Fields()
                .putText("node", name)
                .put("role", NodeRows.role(upgrade, name))
                .putIf("kubelet", java.util.Optional.ofNullable(plan.kubelets().get(name)));
    }

    private static Fields step(Step step) {
        return new Fields()
                .putText("id", step.id())
                .put("hop", step.hop())
                .put("phase", step.phase())
                .putIf("node", step.node())
                .put("action", step.action())
                .put("purpose", step.action().purpose());
    }
}
