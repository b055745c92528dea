package dev.windlass.core.plan;

import dev.windlass.core.cluster.KubernetesVersion;
import dev.windlass.core.cluster.NodeName;
import dev.windlass.core.cluster.PackageRevision;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One run of the procedure.
 *
 * @param number from 1
 * @param revisions the exact package revision that each node installs; nodes that skip this hop are absent
 */
public record Hop(
        int number, KubernetesVersion from, KubernetesVersion to, SortedMap<NodeName, PackageRevision> revisions) {
    public Hop {
        revisions = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(revisions));
    }

    public Hop(int number, KubernetesVersion from, KubernetesVersion to, Map<NodeName, PackageRevision> revisions) {
        this(number, from, to, new TreeMap<>(revisions));
    }
}
