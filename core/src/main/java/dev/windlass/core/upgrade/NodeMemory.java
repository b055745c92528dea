package dev.windlass.core.upgrade;

import dev.windlass.core.cluster.KubernetesVersion;
import dev.windlass.core.cluster.Workload;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the steps of a node found out and its later steps need.
 *
 * @param kubeletStarted on the node's clock, by the newest restart of this upgrade
 * @param evicted what its drain took away
 * @param validated the version at which the node last passed its validation in this upgrade
 * @param cordoned whether we cordoned it and have not made it schedulable since
 * @param drained whether a drain has emptied it, and nobody was to make it schedulable since
 * @param keptInHop the newest hop in which its configuration was kept for a rollback; 0 when it never was
 */
public record NodeMemory(
        Optional<Instant> kubeletStarted,
        List<Workload> evicted,
        Optional<KubernetesVersion> validated,
        boolean cordoned,
        boolean drained,
        int keptInHop) {
    static final NodeMemory EMPTY = new NodeMemory(Optional.empty(), List.of(), Optional.empty(), false, false, 0);

    public NodeMemory {
        evicted = List.copyOf(evicted);
    }

    NodeMemory kubeletStartedAt(Instant at) {
        return new NodeMemory(Optional.of(at), evicted, validated, cordoned, drained, keptInHop);
    }

    NodeMemory evicted(List<Workload> workloads) {
        return new NodeMemory(kubeletStarted, workloads, validated, cordoned, true, keptInHop);
    }

    NodeMemory validatedAt(KubernetesVersion version) {
        return new NodeMemory(kubeletStarted, evicted, Optional.of(version), cordoned, drained, keptInHop);
    }

    NodeMemory cordoned(boolean now) {
        return new NodeMemory(kubeletStarted, evicted, validated, now, drained, keptInHop);
    }

    /** Pods may come to it from now on. */
    NodeMemory filled() {
        return new NodeMemory(kubeletStarted, evicted, validated, cordoned, false, keptInHop);
    }

    NodeMemory keptIn(int hop) {
        return new NodeMemory(kubeletStarted, evicted, validated, cordoned, drained, hop);
    }
}
