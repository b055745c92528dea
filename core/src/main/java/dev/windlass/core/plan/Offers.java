package dev.windlass.core.plan;

import dev.windlass.core.cluster.InvalidValue;
import dev.windlass.core.cluster.KubernetesVersion;
import dev.windlass.core.cluster.MinorVersion;
import dev.windlass.core.cluster.NodeFacts;
import dev.windlass.core.cluster.NodeName;
import dev.windlass.core.cluster.ObservedNode;
import dev.windlass.core.cluster.PackageRevision;
import dev.windlass.core.cluster.Topology;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Which package revisions the repositories of the hosts offer. */
record Offers(Topology topology, Map<NodeName, NodeFacts> facts) {
    /** The newest version of a minor that every node is offered. */
    Optional<KubernetesVersion> newestForAll(MinorVersion minor) {
        var common = new TreeSet<>(all(minor));
        topology.nodes().forEach(node -> common.retainAll(versions(node.name(), minor)));
        return common.isEmpty() ? Optional.empty() : Optional.of(common.last());
    }

    /** The nodes that are not offered a version. */
    List<NodeName> without(KubernetesVersion version) {
        return topology.nodes().stream()
                .map(ObservedNode::name)
                .filter(node -> revision(node, version).isEmpty())
                .toList();
    }

    /** The revision of a version that the package manager of a node sorts highest. */
    Optional<PackageRevision> revision(NodeName node, KubernetesVersion version) {
        return revisions(node, version.series())
                .filter(revision -> KubernetesVersion.of(revision).equals(version))
                .reduce((lower, higher) -> higher);
    }

    /** What there is of a minor anywhere, for people. */
    String words(MinorVersion minor) {
        var all = all(minor);
        return all.isEmpty() ? "nothing of " + minor : all.toString();
    }

    private TreeSet<KubernetesVersion> all(MinorVersion minor) {
        var all = new TreeSet<KubernetesVersion>();
        topology.nodes().forEach(node -> all.addAll(versions(node.name(), minor)));
        return all;
    }

    private List<KubernetesVersion> versions(NodeName node, MinorVersion minor) {
        return revisions(node, minor).map(KubernetesVersion::of).toList();
    }

    private Stream<PackageRevision> revisions(NodeName node, MinorVersion minor) {
        return Optional.ofNullable(facts.get(node)).stream()
                .flatMap(seen -> seen.available().getOrDefault(minor, List.of()).stream())
                .filter(Offers::isReleased);
    }

    /** A mirror may also offer what nobody is upgraded to, such as 1.20.3~rc.0: it is passed over. */
    private static boolean isReleased(PackageRevision revision) {
        try {
            KubernetesVersion.of(revision);
            return true;
        } catch (InvalidValue notReleased) {
            return false;
        }
    }
}
