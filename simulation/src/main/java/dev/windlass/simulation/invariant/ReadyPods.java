package dev.windlass.simulation.invariant;

import dev.windlass.core.cluster.Workload;
import dev.windlass.simulator.world.Kind;
import dev.windlass.simulator.world.Meta;
import dev.windlass.simulator.world.Pod;
import dev.windlass.simulator.world.Resource;
import dev.windlass.simulator.world.SimulatedCluster;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** How many pods of each Deployment and StatefulSet serve, counted one by one: what a controller says of them may be old. */
final class ReadyPods {
    /** A controller whose pods are counted. */
    record Of(String kind, String namespace, String name) implements Comparable<Of> {
        static Of workload(Workload workload) {
            return new Of(workload.kind(), workload.namespace(), workload.name());
        }

        @Override
        public int compareTo(Of other) {
            return toString().compareTo(other.toString());
        }

        @Override
        public String toString() {
            return kind + " " + namespace + "/" + name;
        }
    }

    private ReadyPods() {}

    /** Those with none are in it, too, as long as they exist. */
    static SortedMap<Of, Integer> in(SimulatedCluster truth) {
        var counts = new TreeMap<Of, Integer>();
        truth.list(Kind.DEPLOYMENT).forEach(it -> counts.put(of("Deployment", it), 0));
        truth.list(Kind.STATEFUL_SET).forEach(it -> counts.put(of("StatefulSet", it), 0));
        for (var resource : truth.list(Kind.POD)) {
            var pod = (Pod) resource;
            if (pod.ready() && !pod.isTerminating()) {
                owner(truth, pod).ifPresent(owner -> counts.computeIfPresent(owner, (any, count) -> count + 1));
            }
        }
        return counts;
    }

    private static Of of(String kind, Resource resource) {
        return new Of(kind, resource.meta().namespace(), resource.meta().name());
    }

    /** Empty where no such controller has it. */
    static Optional<Of> owner(SimulatedCluster truth, Pod pod) {
        var namespace = pod.meta().namespace();
        return pod.meta().owner().flatMap(owner -> switch (owner.kind()) {
            case "StatefulSet" -> Optional.of(new Of("StatefulSet", namespace, owner.name()));
            case "ReplicaSet" ->
                truth.find(Kind.REPLICA_SET, namespace, owner.name())
                        .flatMap(set -> set.meta().owner())
                        .map(Meta.Owner::name)
                        .map(name -> new Of("Deployment", namespace, name));
            default -> Optional.empty();
        });
    }
}
