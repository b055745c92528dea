package dev.windlass.simulator.world;

import dev.windlass.core.cluster.KubernetesVersion;
import dev.windlass.core.cluster.MinorVersion;
import dev.windlass.core.cluster.PackageRevision;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the package repositories offer: one repository for each minor version, as pkgs.k8s.io has them.
 *
 * @param manager the package manager of the nodes: apt, yum or dnf
 */
public record Packages(String manager, SortedMap<MinorVersion, List<PackageRevision>> offered) {
    /** What package managers print when the site does not answer. */
    static final String UNREACHABLE = "Error: Failed to download metadata: Could not connect to packages.example:443";

    public Packages {
        var copy = new TreeMap<MinorVersion, List<PackageRevision>>();
        offered.forEach((minor, revisions) -> copy.put(minor, List.copyOf(revisions)));
        offered = Collections.unmodifiableSortedMap(copy);
    }

    public Packages(String manager, Map<MinorVersion, List<PackageRevision>> offered) {
        this(manager, new TreeMap<>(offered));
    }

    List<PackageRevision> of(MinorVersion minor) {
        return offered.getOrDefault(minor, List.of());
    }

    /** The newest revision of exactly that version. */
    Optional<PackageRevision> of(KubernetesVersion version) {
        return of(version.series()).stream()
                .filter(revision -> KubernetesVersion.of(revision).equals(version))
                .max(PackageRevision::compareTo);
    }

    String file() {
        return manager.equals("apt") ? "/etc/apt/sources.list.d/kubernetes.list" : "/etc/yum.repos.d/kubernetes.repo";
    }
}
