package dev.windlass.simulator.world;

import java.util.List;
import java.util.Optional;

/** The DaemonSet controller: a pod on every node, replaced one node at a time. */
final class DaemonSets {
    private final World world;
    private final Pods pods;

    DaemonSets(World world, Pods pods) {
        this.world = world;
        this.pods = pods;
    }

    void reconcile() {
        world.store.list(Resource.DaemonSet.class, Kind.DAEMON_SET).forEach(this::reconcile);
    }

    private void reconcile(Resource.DaemonSet set) {
        var nodes = world.store.nodes();
        for (var node : nodes) {
            if (on(set, node.meta().name()).isEmpty()) {
                create(set, node.meta().name());
            }
        }
        replace(set, nodes);
        count(set, nodes);
    }

    private Optional<Pod> on(Resource.DaemonSet set, String node) {
        // Loops here and in other reactions: they are asked for after every change.
        for (var pod : pods.of(set)) {
            if (pod.isOn(node)) {
                return Optional.of(pod);
            }
        }
        return Optional.empty();
    }

    private void create(Resource.DaemonSet set, String node) {
        var pod = pods.create(set, "apps/v1", "DaemonSet", set.meta().name() + "-" + world.suffix(5), set.template());
        var meta = pod.meta()
                .withLabel("controller-revision-hash", set.template().hash())
                .withLabel("pod-template-generation", Long.toString(set.meta().generation()));
        world.store.put(pod.withMeta(meta).boundTo(node));
    }

    private void replace(Resource.DaemonSet set, List<Resource.Node> nodes) {
        var unavailable = 0;
        for (var node : nodes) {
            unavailable += on(set, node.meta().name()).filter(Pod::isAvailable).isEmpty() ? 1 : 0;
        }
        for (var node : nodes) {
            var outdated = on(set, node.meta().name())
                    .filter(pod -> !pod.isTerminating() && !pod.template().equals(set.template()));
            if (outdated.isPresent() && (unavailable == 0 || !outdated.get().ready())) {
                unavailable += outdated.get().ready() ? 1 : 0;
                pods.delete(outdated.get());
            }
        }
    }

    private void count(Resource.DaemonSet set, List<Resource.Node> nodes) {
        var present = pods.active(set);
        var updated = (int) present.stream()
                .filter(pod -> pod.template().equals(set.template()))
                .count();
        world.store.put(
                set.observed(new Resource.Counts(nodes.size(), present.size(), updated, Pods.available(present))));
    }
}
