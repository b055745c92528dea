package dev.windlass.kubernetes;

import dev.windlass.core.cluster.Workload;
import dev.windlass.kubernetes.api.ApiProblem;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Finds the controllers whose pods a drain takes away, and how many pods each has available before. */
record Takings(ClusterObjects objects) {
    /** Those with replicas that can be counted; Jobs and controllers that Kubernetes does not know are not judged later. */
    List<Workload> of(List<Pod> pods) throws ApiProblem, InterruptedException {
        var seen = new TreeSet<String>();
        var workloads = new TreeMap<String, Workload>();
        for (var pod : pods) {
            var namespace = pod.getMetadata().getNamespace();
            var owner = controller(pod.getMetadata().getOwnerReferences());
            if (owner.isEmpty() || !seen.add(namespace + owner.get().getUid())) {
                continue;
            }
            var top = top(namespace, owner.get());
            var scale = objects.scale(namespace, top.getKind(), top.getName());
            scale.map(now -> new Workload(namespace, top.getKind(), top.getName(), now.available()))
                    .ifPresent(workload -> workloads.put(workload.toString(), workload));
        }
        return List.copyOf(workloads.values());
    }

    private OwnerReference top(String namespace, OwnerReference owner) throws ApiProblem, InterruptedException {
        if (!"ReplicaSet".equals(owner.getKind())) {
            return owner;
        }
        return objects.replicaSet(namespace, owner.getName())
                .flatMap(set -> controller(set.getMetadata().getOwnerReferences()))
                .filter(above -> "Deployment".equals(above.getKind()))
                .orElse(owner);
    }

    private static Optional<OwnerReference> controller(@Nullable List<OwnerReference> owners) {
        return owners == null
                ? Optional.empty()
                : owners.stream()
                        .filter(owner -> Boolean.TRUE.equals(owner.getController()))
                        .findFirst();
    }
}
