package dev.windlass.simulator.world;

/** The StatefulSet controller, ordered: a pod is created again under its name when its predecessors are ready. */
final class StatefulSets {
    private final World world;
    private final Pods pods;

    StatefulSets(World world, Pods pods) {
        this.world = world;
        this.pods = pods;
    }

    void reconcile() {
        world.store.list(Resource.StatefulSet.class, Kind.STATEFUL_SET).forEach(this::reconcile);
    }

    private void reconcile(Resource.StatefulSet set) {
        for (var ordinal = 0; ordinal < set.replicas(); ordinal++) {
            var name = set.meta().name() + "-" + ordinal;
            var present = world.store.find(Pod.class, Kind.POD, set.meta().namespace(), name);
            if (present.isEmpty()) {
                var pod = pods.create(set, "apps/v1", "StatefulSet", name, set.template());
                world.store.put(pod.withMeta(pod.meta()
                        .withLabel("statefulset.kubernetes.io/pod-name", name)
                        .withLabel(
                                "controller-revision-hash",
                                set.meta().name() + "-" + set.template().hash())));
                break;
            }
            if (!present.get().isAvailable()) {
                break;
            }
        }
        var active = pods.active(set);
        world.store.put(set.observed(
                new Resource.Counts(set.replicas(), active.size(), active.size(), Pods.available(active))));
    }
}
