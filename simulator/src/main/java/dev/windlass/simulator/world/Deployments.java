package dev.windlass.simulator.world;

import java.util.Comparator;
import java.util.List;

/** The deployment and replica set controllers: rolling updates with one pod more than wanted. */
final class Deployments {
    private static final int SURGE = 1;

    private final World world;
    private final Pods pods;

    Deployments(World world, Pods pods) {
        this.world = world;
        this.pods = pods;
    }

    void reconcile() {
        world.store.list(Resource.Deployment.class, Kind.DEPLOYMENT).forEach(this::roll);
        world.store.list(Resource.ReplicaSet.class, Kind.REPLICA_SET).forEach(this::fill);
        world.store.list(Resource.Deployment.class, Kind.DEPLOYMENT).forEach(this::count);
    }

    private List<Resource.ReplicaSet> sets(Resource.Deployment deployment) {
        return world.store.list(Resource.ReplicaSet.class, Kind.REPLICA_SET).stream()
                .filter(set -> set.meta()
                        .owner()
                        .filter(owner -> owner.uid().equals(deployment.meta().uid()))
                        .isPresent())
                .toList();
    }

    private void roll(Resource.Deployment deployment) {
        var name = deployment.meta().name() + "-" + deployment.template().hash();
        if (world.store
                .find(Kind.REPLICA_SET, deployment.meta().namespace(), name)
                .isEmpty()) {
            world.store.put(newSet(deployment, name));
        }
        var total = sets(deployment).stream()
                .mapToInt(Resource.ReplicaSet::replicas)
                .sum();
        for (var set : sets(deployment)) {
            if (set.meta().name().equals(name)) {
                var room = Math.max(0, deployment.replicas() + SURGE - total);
                var onlyOne = total == set.replicas();
                var wanted = onlyOne ? deployment.replicas() : set.replicas() + room;
                world.store.put(set.scaledTo(Math.min(deployment.replicas(), wanted)));
            }
        }
        sets(deployment).stream()
                .filter(set -> !set.meta().name().equals(name) && set.replicas() > 0)
                .forEach(set -> shrink(deployment, set, name));
    }

    private Resource.ReplicaSet newSet(Resource.Deployment deployment, String name) {
        var owner = new Meta.Owner(
                "apps/v1",
                "Deployment",
                deployment.meta().name(),
                deployment.meta().uid());
        var meta = world.meta(deployment.meta().namespace(), name)
                .withLabels(deployment.template().labels())
                .withLabel("pod-template-hash", deployment.template().hash())
                .ownedBy(owner);
        return new Resource.ReplicaSet(meta, 0, deployment.template(), 0, Resource.Counts.NONE);
    }

    /** An old set gives up as many pods as the new one can spare. */
    private void shrink(Resource.Deployment deployment, Resource.ReplicaSet old, String newest) {
        var all = sets(deployment);
        var total = all.stream().mapToInt(Resource.ReplicaSet::replicas).sum();
        var fresh = all.stream()
                .filter(set -> set.meta().name().equals(newest))
                .mapToInt(set -> set.replicas() - Pods.available(pods.of(set)))
                .sum();
        var least = deployment.replicas() - deployment.maxUnavailable();
        var spare = Math.max(0, total - least - fresh);
        world.store.put(old.scaledTo(Math.max(0, old.replicas() - spare)));
    }

    private void fill(Resource.ReplicaSet set) {
        var present = pods.active(set);
        for (var missing = present.size(); missing < set.replicas(); missing++) {
            var pod = pods.create(
                    set, "apps/v1", "ReplicaSet", set.meta().name() + "-" + world.suffix(5), set.template());
            world.store.put(pod.withMeta(
                    pod.meta().withLabel("pod-template-hash", set.template().hash())));
        }
        present.stream()
                .sorted(Comparator.comparing(Pod::ready)
                        .thenComparing(Comparator.comparingLong(Pod::order).reversed()))
                .limit(Math.max(0, present.size() - set.replicas()))
                .forEach(pods::delete);
        var now = pods.active(set);
        world.store.put(set.observed(new Resource.Counts(set.replicas(), now.size(), now.size(), Pods.available(now))));
    }

    private void count(Resource.Deployment deployment) {
        var present = 0;
        var updated = 0;
        var ready = 0;
        for (var set : sets(deployment)) {
            present += set.counts().present();
            ready += set.counts().ready();
            updated +=
                    set.template().equals(deployment.template()) ? set.counts().present() : 0;
        }
        world.store.put(deployment.observed(new Resource.Counts(deployment.replicas(), present, updated, ready)));
        world.truth.sawReady(deployment.meta().namespace(), deployment.meta().name(), ready, deployment.replicas());
    }
}
