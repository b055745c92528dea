package dev.windlass.simulator.world;

import dev.windlass.core.cluster.Role;
import java.util.ArrayList;
import java.util.List;

/** A node's taints. Those of its state are put on by the node controller in a real cluster, a moment later than here. */
public record Taints(String key, String effect) {
    static final String MASTER = "node-role.kubernetes.io/master";
    static final String CONTROL_PLANE = "node-role.kubernetes.io/control-plane";

    /** The role's taints first, then those of its state. */
    public static List<Taints> of(Resource.Node node) {
        var taints = new ArrayList<>(ofRole(node));
        if (node.unschedulable()) {
            taints.add(new Taints("node.kubernetes.io/unschedulable", "NoSchedule"));
        }
        switch (node.ready().status()) {
            case TRUE -> {}
            case FALSE -> taints.add(new Taints("node.kubernetes.io/not-ready", "NoSchedule"));
            case UNKNOWN -> taints.add(new Taints("node.kubernetes.io/unreachable", "NoSchedule"));
        }
        return taints;
    }

    /** kubeadm taints by "master" until 1.24 and by "control-plane" from then on (kubernetes/enhancements, KEP-2067). */
    static List<Taints> ofRole(Resource.Node node) {
        if (node.role() == Role.WORKER) {
            return List.of();
        }
        var key = node.meta().labels().containsKey(MASTER) ? MASTER : CONTROL_PLANE;
        return List.of(new Taints(key, "NoSchedule"));
    }
}
