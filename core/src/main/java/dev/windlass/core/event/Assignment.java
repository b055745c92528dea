package dev.windlass.core.event;

import dev.windlass.core.cluster.KubernetesVersion;
import dev.windlass.core.cluster.MinorVersion;
import dev.windlass.core.cluster.NodeName;
import dev.windlass.core.cluster.PackageRevision;
import dev.windlass.core.cluster.Workload;
import dev.windlass.core.plan.Step;
import dev.windlass.core.request.Policy;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A step together with everything that its actor needs to know: the instruction.
 *
 * @param attempt rises after a failure; a step that is given to another executor keeps it, so that the node knows it again
 * @param token the right to act: it only rises, and a node refuses a lower one than it has seen
 * @param version which version the step is for; empty for inspection
 * @param revision which package revision this node installs
 * @param minors which repositories an inspection asks about
 * @param evidenceAfter only what the node wrote at this time or later, on its own clock, counts
 * @param workloads what a drain took away
 * @param kubelets which kubelet version each node must have, where an action looks at the whole cluster; empty otherwise
 * @param etcdImage what kubeadm chose for this hop; may be empty
 */
public record Assignment(
        Step step,
        int attempt,
        long token,
        Optional<KubernetesVersion> version,
        Optional<PackageRevision> revision,
        List<MinorVersion> minors,
        Optional<Instant> evidenceAfter,
        List<Workload> workloads,
        SortedMap<NodeName, KubernetesVersion> kubelets,
        String etcdImage,
        Policy policy) {
    public Assignment {
        minors = List.copyOf(minors);
        workloads = List.copyOf(workloads);
        kubelets = Collections.unmodifiableSortedMap(new TreeMap<>(kubelets));
    }
}
