package dev.windlass.simulator.world;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Puts pending pods on nodes that take them: spread by controller first, then by load, then by name. */
final class Scheduler {
    private final World world;

    Scheduler(World world) {
        this.world = world;
    }

    void reconcile() {
        world.store.pods().stream()
                .filter(pod -> pod.node().isEmpty() && !pod.isTerminating())
                .sorted(Comparator.comparingLong(Pod::order))
                .forEach(this::place);
    }

    private void place(Pod pod) {
        var nodes = world.store.nodes();
        var refusals = new ArrayList<String>();
        var fitting = new ArrayList<Resource.Node>();
        for (var node : nodes) {
            var refusal = refusal(node, pod);
            refusal.ifPresentOrElse(refusals::add, () -> fitting.add(node));
        }
        var all = world.store.pods();
        var best = fitting.stream()
                .min(Comparator.<Resource.Node>comparingLong(node -> siblings(all, node, pod))
                        .thenComparingLong(node -> load(all, node))
                        .thenComparing(node -> node.meta().name()));
        world.store.put(best.map(node -> pod.boundTo(node.meta().name()))
                .orElseGet(() -> pod.waitingFor("0/%d nodes are available: %s."
                        .formatted(
                                nodes.size(),
                                String.join(", ", refusals.stream().distinct().toList())))));
    }

    /** Why a node does not take a pod. */
    private static Optional<String> refusal(Resource.Node node, Pod pod) {
        var toleration = pod.template().toleration();
        if (toleration == PodTemplate.Toleration.EVERYTHING) {
            return Optional.empty();
        }
        if (node.unschedulable()) {
            return Optional.of("some were unschedulable");
        }
        if (!node.isReady()) {
            return Optional.of("some were not ready");
        }
        var tainted = !Taints.ofRole(node).isEmpty();
        return tainted && toleration == PodTemplate.Toleration.NOTHING
                ? Optional.of("some had taints that the pod didn't tolerate")
                : Optional.empty();
    }

    private static long siblings(List<Pod> all, Resource.Node node, Pod pod) {
        return all.stream()
                .filter(other -> other.isOn(node.meta().name()))
                .filter(other -> other.template().labels().equals(pod.template().labels()))
                .count();
    }

    private static long load(List<Pod> all, Resource.Node node) {
        return all.stream().filter(other -> other.isOn(node.meta().name())).count();
    }
}
