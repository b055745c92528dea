package dev.windlass.core.cluster;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A cluster as the validator saw it once, before a plan: its nodes in the order in which they will be taken.
 *
 * @param configured the version in kubeadm-config, which is what the last kubeadm upgrade wrote before it came to the add-ons
 * @param kubeProxy the version of kube-proxy, the add-on that kubeadm brings last; empty where there is none, or none with a version
 */
public record Topology(KubernetesVersion configured, List<ObservedNode> nodes, Optional<KubernetesVersion> kubeProxy) {
    public Topology {
        nodes = nodes.stream()
                .sorted(Comparator.comparing(ObservedNode::name, NaturalOrder.OF_NODES))
                .toList();
    }

    /** A cluster of whose add-ons nothing is known. */
    public Topology(KubernetesVersion configured, List<ObservedNode> nodes) {
        this(configured, nodes, Optional.empty());
    }

    public List<ObservedNode> controlPlanes() {
        return nodes.stream().filter(node -> node.role() == Role.CONTROL_PLANE).toList();
    }

    public List<ObservedNode> workers() {
        return nodes.stream().filter(node -> node.role() == Role.WORKER).toList();
    }

    public Optional<ObservedNode> node(NodeName name) {
        return nodes.stream().filter(node -> node.name().equals(name)).findFirst();
    }
}
