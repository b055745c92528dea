package dev.windlass.core.plan;

import dev.windlass.core.cluster.ClusterName;
import dev.windlass.core.cluster.KubernetesVersion;
import dev.windlass.core.cluster.NodeName;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The procedure expanded for one cluster: what will be done, in this order, and nothing else.
 *
 * @param kubelets each node's kubelet version when the plan was made: where a rollback in the first hop leads
 * @param warnings what a person should know before it runs
 */
public record Plan(
        ClusterName cluster,
        KubernetesVersion from,
        KubernetesVersion target,
        List<Hop> hops,
        SortedMap<NodeName, KubernetesVersion> kubelets,
        List<Step> steps,
        List<String> warnings) {
    public Plan {
        hops = List.copyOf(hops);
        kubelets = Collections.unmodifiableSortedMap(new TreeMap<>(kubelets));
        steps = List.copyOf(steps);
        warnings = List.copyOf(warnings);
    }

    public Plan(
            ClusterName cluster,
            KubernetesVersion from,
            KubernetesVersion target,
            List<Hop> hops,
            Map<NodeName, KubernetesVersion> kubelets,
            List<Step> steps,
            List<String> warnings) {
        this(cluster, from, target, hops, new TreeMap<>(kubelets), steps, warnings);
    }

    /** Whether there is nothing to do. */
    public boolean isEmpty() {
        return steps.isEmpty();
    }

    public Hop hop(int number) {
        return hops.get(number - 1);
    }

    public PlanDigest digest() {
        return PlanText.digest(this);
    }
}
