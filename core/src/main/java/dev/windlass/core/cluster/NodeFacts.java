package dev.windlass.core.cluster;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the executor read on a node over SSH, before a plan. Nothing was changed for it.
 *
 * @param machineId of the host that SSH reached
 * @param packageManager apt, yum, dnf
 * @param installed the kubelet's package revision now
 * @param available the package revisions that the repository of each asked minor offers
 */
public record NodeFacts(
        NodeName name,
        String machineId,
        String operatingSystem,
        String packageManager,
        Optional<PackageRevision> installed,
        Map<MinorVersion, List<PackageRevision>> available) {
    public NodeFacts {
        var sorted = new TreeMap<MinorVersion, List<PackageRevision>>();
        available.forEach((minor, revisions) -> sorted.put(minor, List.copyOf(revisions)));
        available = Collections.unmodifiableMap(sorted);
    }
}
