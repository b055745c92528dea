package dev.windlass.core.plan;

import dev.windlass.core.cluster.KubernetesVersion;
import dev.windlass.core.cluster.NodeFacts;
import dev.windlass.core.cluster.NodeName;
import dev.windlass.core.cluster.ObservedNode;
import dev.windlass.core.cluster.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The rules that an upgrade must not break, each with the sentence that says which. All that apply are named, not just the first. */
final class Legality {
    private static final int MOST_HOPS = 12;

    private Legality() {}

    static List<String> refusals(Topology topology, KubernetesVersion target) {
        var reasons = new ArrayList<String>();
        if (topology.controlPlanes().isEmpty()) {
            reasons.add("no control-plane node was found: is this a kubeadm cluster?");
            return reasons;
        }
        versions(topology, target, reasons);
        for (var node : topology.nodes()) {
            if (!node.ready()) {
                reasons.add("%s %s is not Ready: repair or remove it first".formatted(node.role(), node.name()));
            }
            if (node.kubelet().compareTo(target) > 0) {
                reasons.add("the kubelet of %s is at %s, above %s: a kubelet must not be newer than the API servers"
                        .formatted(node.name(), node.kubelet(), target));
            }
        }
        return reasons;
    }

    private static void versions(Topology topology, KubernetesVersion target, List<String> reasons) {
        var lowest = Path.lowest(topology);
        var highest = Path.highest(topology);
        if (target.compareTo(highest) < 0) {
            reasons.add("the control plane is at %s and the target %s is lower: kubeadm has no downgrade"
                    .formatted(highest, target));
        } else if (!lowest.equals(highest) && !target.equals(highest)) {
            reasons.add(
                    "the control plane is between %1$s and %2$s, an upgrade that was not finished: finish it first, with %2$s as the target"
                            .formatted(lowest, highest));
        }
        if (target.series().major() != lowest.series().major()
                || target.series().above(lowest.series()) > MOST_HOPS) {
            reasons.add("from %s to %s is further than one request goes: at most %d minor versions"
                    .formatted(lowest, target, MOST_HOPS));
        }
        for (var node : topology.nodes()) {
            var oldest = Skew.oldestKubelet(highest.series(), node.kubelet().series());
            if (node.kubelet().series().compareTo(oldest) < 0) {
                reasons.add("the kubelet of %s is at %s, outside the supported skew of a control plane at %s"
                        .formatted(node.name(), node.kubelet(), highest));
            }
        }
    }

    static List<String> refusals(Topology topology, Map<NodeName, NodeFacts> facts) {
        var reasons = new ArrayList<String>();
        for (var node : topology.nodes()) {
            var seen = facts.get(node.name());
            if (seen == null) {
                reasons.add(node.name() + " was not inspected");
            } else {
                identity(node, seen, reasons);
            }
        }
        return reasons;
    }

    /** An SSH address that leads to another machine is the worst mistake a configuration can make. */
    private static void identity(ObservedNode node, NodeFacts seen, List<String> reasons) {
        if (!node.machineId().isEmpty()
                && !seen.machineId().isEmpty()
                && !node.machineId().equals(seen.machineId())) {
            reasons.add(
                    ("SSH for %s leads to a host with machine-id %s, but the node's is %s: correct the address of %s in the configuration")
                            .formatted(node.name(), seen.machineId(), node.machineId(), node.name()));
        }
    }
}
