package dev.windlass.core.plan;

import dev.windlass.core.cluster.ClusterName;
import dev.windlass.core.cluster.KubernetesVersion;
import dev.windlass.core.cluster.MinorVersion;
import dev.windlass.core.cluster.NodeFacts;
import dev.windlass.core.cluster.NodeName;
import dev.windlass.core.cluster.ObservedNode;
import dev.windlass.core.cluster.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Makes a plan of what was seen, or says everything that forbids one. Pure. */
public final class PlanMaking {
    private PlanMaking() {}

    /** What came of it. */
    public sealed interface Result {}

    /** A plan that may run. */
    public record Made(Plan plan) implements Result {}

    /** Everything that forbids it, a sentence each. */
    public record Refused(List<String> reasons) implements Result {
        public Refused {
            reasons = List.copyOf(reasons);
        }
    }

    /** Which repositories the hosts are asked about: the minor of each hop. */
    public static List<MinorVersion> minors(Topology topology, KubernetesVersion target) {
        return Path.minors(topology, target);
    }

    /** What forbids the target whatever the hosts offer. */
    public static List<String> refusals(Topology topology, KubernetesVersion target) {
        return Legality.refusals(topology, target);
    }

    public static Result make(
            ClusterName cluster, Topology topology, Map<NodeName, NodeFacts> facts, KubernetesVersion target) {
        var reasons = new ArrayList<>(Legality.refusals(topology, target));
        if (reasons.isEmpty()) {
            reasons.addAll(Legality.refusals(topology, facts));
        }
        if (!reasons.isEmpty()) {
            return new Refused(reasons);
        }
        return switch (Path.of(topology, new Offers(topology, facts), target)) {
            case Path.None none -> new Refused(none.reasons());
            case Path.Found found -> new Made(plan(cluster, topology, target, found.hops()));
        };
    }

    private static Plan plan(ClusterName cluster, Topology topology, KubernetesVersion target, List<Hop> hops) {
        var kubelets = new TreeMap<NodeName, KubernetesVersion>();
        topology.nodes().forEach(node -> kubelets.put(node.name(), node.kubelet()));
        var steps = new Expansion(topology).steps(hops);
        return new Plan(cluster, Path.lowest(topology), target, hops, kubelets, steps, warnings(topology));
    }

    private static List<String> warnings(Topology topology) {
        var warnings = new ArrayList<String>();
        if (topology.controlPlanes().size() == 1) {
            warnings.add("there is one control plane: the API is away while its API server restarts");
        }
        if (topology.controlPlanes().size() == 2) {
            warnings.add("two control planes: stacked etcd can't lose either of them");
        }
        topology.nodes().stream()
                .filter(node -> !node.schedulable())
                .map(PlanMaking::cordoned)
                .forEach(warnings::add);
        return warnings;
    }

    private static String cordoned(ObservedNode node) {
        return node.cordonedByWindlass()
                ? node.name()
                        + " was left cordoned by an earlier upgrade of Windlass; it is taken, and schedulable in the end"
                : node.name() + " is cordoned, and not by Windlass; it will stay so";
    }
}
