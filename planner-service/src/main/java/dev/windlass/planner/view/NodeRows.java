package dev.windlass.planner.view;

import dev.windlass.core.cluster.NodeName;
import dev.windlass.core.cluster.ObservedNode;
import dev.windlass.core.plan.Plan;
import dev.windlass.core.upgrade.Status;
import dev.windlass.core.upgrade.StepState;
import dev.windlass.core.upgrade.StepState.Progress;
import dev.windlass.core.upgrade.Upgrade;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A row for each node: {@code node}, {@code role}, {@code version} of the kubelet as last seen, {@code step} in words,
 * {@code state}, {@code since}, {@code note} of who works on it. The state is one of pending (nothing was done yet), scheduled,
 * working, waiting (for the next try, or for other nodes), done, failed, rolling back, rolled back.
 */
final class NodeRows {
    private NodeRows() {}

    static List<Fields> of(Upgrade upgrade) {
        var nodes = upgrade.plan().map(plan -> order(upgrade, plan)).orElseGet(() -> names(upgrade));
        return nodes.stream().map(node -> row(upgrade, node)).toList();
    }

    /** Control planes first, in the order in which the nodes are taken. */
    static List<NodeName> order(Upgrade upgrade, Plan plan) {
        var seen = names(upgrade);
        return seen.isEmpty() ? List.copyOf(plan.kubelets().keySet()) : seen;
    }

    private static List<NodeName> names(Upgrade upgrade) {
        return upgrade.topology().stream()
                .flatMap(topology ->
                        java.util.stream.Stream.concat(topology.controlPlanes().stream(), topology.workers().stream()))
                .map(ObservedNode::name)
                .toList();
    }

    static String role(Upgrade upgrade, NodeName name) {
        return upgrade.topology()
                .flatMap(topology -> topology.node(name))
                .map(node -> node.role().toString())
                .orElse("");
    }

    private static Fields row(Upgrade upgrade, NodeName name) {
        var steps = upgrade.steps().values().stream()
                .filter(step -> step.step().node().filter(name::equals).isPresent())
                .toList();
        var newest = steps.stream()
                .filter(StepState::inFlight)
                .findFirst()
                .or(() -> steps.stream()
                        .filter(step -> !(step.progress() instanceof Progress.Renewed))
                        .reduce((first, second) -> since(second).isBefore(since(first)) ? first : second));
        var row = new Fields()
                .putText("node", name)
                .put("role", role(upgrade, name))
                .put("version", version(upgrade, name))
                .put("step", newest.map(step -> step.step().action().words()).orElse(""))
                .put("state", state(upgrade, name, newest))
                .putIf("since", newest.map(NodeRows::since));
        newest.ifPresent(step -> row.put("attempt", step.attempt()));
        newest.map(NodeRows::note).ifPresent(note -> row.put("note", note));
        return row;
    }

    private static String version(Upgrade upgrade, NodeName name) {
        return upgrade.node(name)
                .validated()
                .or(() -> upgrade.topology()
                        .flatMap(topology -> topology.node(name))
                        .map(ObservedNode::kubelet))
                .map(Object::toString)
                .orElse("");
    }

    private static String state(Upgrade upgrade, NodeName name, Optional<StepState> newest) {
        var goingBack = upgrade.recovery().filter(recovery -> recovery.node().equals(name) && recovery.rollback());
        if (goingBack.isPresent() && upgrade.status() == Status.ROLLED_BACK) {
            return "rolled back";
        }
        if (goingBack.isPresent() && upgrade.status() == Status.ROLLING_BACK) {
            return "rolling back";
        }
        if (done(upgrade, name)) {
            return "done";
        }
        return newest.filter(step -> step.step().hop() > 0 || step.inFlight() || step.failed())
                .map(NodeRows::state)
                .orElse("pending");
    }

    /** Also when there is nothing to do on it. */
    private static boolean done(Upgrade upgrade, NodeName name) {
        return upgrade.plan().isPresent()
                && upgrade.plan().get().steps().stream()
                        .filter(step -> step.node().filter(name::equals).isPresent())
                        .allMatch(upgrade::succeeded);
    }

    private static String state(StepState step) {
        return switch (step.progress()) {
            case Progress.Scheduled p -> "scheduled";
            case Progress.Started p -> "working";
            case Progress.Waiting p -> "waiting";
            case Progress.Succeeded p -> "waiting";
            case Progress.Failed p -> "failed";
            case Progress.Renewed p -> "waiting";
        };
    }

    static Instant since(StepState step) {
        return switch (step.progress()) {
            case Progress.Scheduled p -> p.since();
            case Progress.Started p -> p.since();
            case Progress.Waiting p -> p.since();
            case Progress.Succeeded p -> p.at();
            case Progress.Failed p -> p.at();
            case Progress.Renewed p -> Instant.EPOCH;
        };
    }

    static String note(StepState step) {
        return switch (step.progress()) {
            case Progress.Started p -> p.note();
            case Progress.Waiting p -> p.why().words();
            case Progress.Failed p -> p.failure().words();
            case Progress.Succeeded p -> p.summary();
            case Progress.Scheduled p -> "";
            case Progress.Renewed p -> "";
        };
    }
}
