package dev.windlass.core.plan;

import dev.windlass.core.cluster.KubernetesVersion;
import dev.windlass.core.cluster.MinorVersion;
import dev.windlass.core.cluster.NodeFacts;
import dev.windlass.core.cluster.NodeName;
import dev.windlass.core.cluster.ObservedNode;
import dev.windlass.core.cluster.PackageRevision;
import dev.windlass.core.cluster.Role;
import dev.windlass.core.cluster.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Clusters for tests: m1, m2, ... are control planes and n1, n2, ... workers. */
public final class Clusters {
    private Clusters() {}

    public static Topology cluster(String version, int controlPlanes, int workers) {
        return cluster(version, version, controlPlanes, workers);
    }

    public static Topology cluster(String version, String workerVersion, int controlPlanes, int workers) {
        var nodes = new ArrayList<ObservedNode>();
        for (var i = 1; i <= controlPlanes; i++) {
            nodes.add(controlPlane("m" + i, version));
        }
        for (var i = 1; i <= workers; i++) {
            nodes.add(worker("n" + i, workerVersion));
        }
        return new Topology(KubernetesVersion.parse(version), nodes);
    }

    static ObservedNode controlPlane(String name, String version) {
        var parsed = KubernetesVersion.parse(version);
        return new ObservedNode(
                new NodeName(name), Role.CONTROL_PLANE, parsed, Optional.of(parsed), true, true, "id-" + name);
    }

    static ObservedNode worker(String name, String version) {
        return new ObservedNode(
                new NodeName(name),
                Role.WORKER,
                KubernetesVersion.parse(version),
                Optional.empty(),
                true,
                true,
                "id-" + name);
    }

    /** The same cluster with a node that is cordoned, by Windlass or by somebody else. */
    public static Topology cordoned(Topology topology, String name, boolean byWindlass) {
        return new Topology(
                topology.configured(),
                topology.nodes().stream()
                        .map(node -> node.name().text().equals(name) ? cordoned(node, byWindlass) : node)
                        .toList());
    }

    private static ObservedNode cordoned(ObservedNode node, boolean byWindlass) {
        return new ObservedNode(
                node.name(),
                node.role(),
                node.kubelet(),
                node.apiServer(),
                node.ready(),
                false,
                node.machineId(),
                byWindlass,
                node.lowestComponent());
    }

    /** Every host is offered revision -1.1 of these versions. */
    public static Map<NodeName, NodeFacts> offered(Topology topology, String... versions) {
        var facts = new TreeMap<NodeName, NodeFacts>();
        topology.nodes().forEach(node -> facts.put(node.name(), facts(node.name(), versions)));
        return facts;
    }

    public static NodeFacts facts(NodeName name, String... versions) {
        var available = new TreeMap<MinorVersion, List<PackageRevision>>();
        for (var version : versions) {
            available.merge(
                    KubernetesVersion.parse(version).series(),
                    List.of(new PackageRevision(version + "-1.1")),
                    (some, more) -> Stream.concat(some.stream(), more.stream()).toList());
        }
        return new NodeFacts(name, "id-" + name, "debian 12", "apt", Optional.empty(), available);
    }
}
