package dev.windlass.kubernetes.judgement;

import dev.windlass.core.cluster.InvalidValue;
import dev.windlass.core.cluster.KubernetesVersion;
import dev.windlass.core.cluster.NodeName;
import dev.windlass.core.cluster.ObservedNode;
import dev.windlass.core.cluster.Role;
import dev.windlass.core.cluster.Topology;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A cluster's nodes, roles and versions from its objects.
 *
 * @param nodes those that could be read
 * @param problems why this is not a cluster that can be planned for, each naming its thing; then the nodes are incomplete
 */
public record ClusterReading(List<ObservedNode> nodes, List<String> problems) {
    /**
     * @param nodes all of the cluster
     * @param controlPlanePods the static pods of all control planes
     */
    public static ClusterReading of(List<Node> nodes, List<Pod> controlPlanePods) {
        var observed = new ArrayList<ObservedNode>();
        var problems = new ArrayList<String>();
        for (var node : nodes) {
            try {
                observed.add(node(node, controlPlanePods));
            } catch (InvalidValue invalid) {
                problems.add("node " + node.getMetadata().getName() + ": " + invalid.getMessage());
            }
        }
        if (observed.stream().noneMatch(node -> node.role() == Role.CONTROL_PLANE) && problems.isEmpty()) {
            problems.add(
                    "no node has the label node-role.kubernetes.io/control-plane or node-role.kubernetes.io/master");
        }
        return new ClusterReading(List.copyOf(observed), List.copyOf(problems));
    }

    /** The control planes' API servers whose version could not be told from their pods. */
    public List<NodeName> withoutApiServer() {
        return nodes.stream()
                .filter(node ->
                        node.role() == Role.CONTROL_PLANE && node.apiServer().isEmpty())
                .map(ObservedNode::name)
                .toList();
    }

    /** @param kubeProxy the image of kube-proxy, where there is one */
    public Topology topology(KubernetesVersion configured, Optional<String> kubeProxy) {
        return new Topology(configured, nodes, kubeProxy.flatMap(ImageTag::of).flatMap(ImageTag::version));
    }

    /** Who is a control plane: kubeadm has labelled them "master", then both, and from 1.24 on "control-plane" only. */
    public static boolean isControlPlane(Node node) {
        var labels = node.getMetadata().getLabels();
        return labels != null
                && (labels.containsKey("node-role.kubernetes.io/control-plane")
                        || labels.containsKey("node-role.kubernetes.io/master"));
    }

    /** The static pods of a node, by component. */
    public static Map<String, Pod> componentsOf(NodeName node, List<Pod> pods) {
        var components = new TreeMap<String, Pod>();
        for (var pod : pods) {
            var name = pod.getMetadata().getName();
            var component = name.endsWith("-" + node)
                    ? name.substring(0, name.length() - node.text().length() - 1)
                    : "";
            var onNode = pod.getSpec() == null
                    || pod.getSpec().getNodeName() == null
                    || pod.getSpec().getNodeName().equals(node.text());
            if (onNode
                    && (ControlPlaneJudgement.VERSIONED.contains(component)
                            || ControlPlaneJudgement.ETCD.equals(component))) {
                components.put(component, pod);
            }
        }
        return components;
    }

    private static ObservedNode node(Node node, List<Pod> controlPlanePods) {
        var name = new NodeName(node.getMetadata().getName());
        var role = isControlPlane(node) ? Role.CONTROL_PLANE : Role.WORKER;
        var info = node.getStatus() == null ? null : node.getStatus().getNodeInfo();
        var kubelet = info == null || info.getKubeletVersion() == null ? "" : info.getKubeletVersion();
        var machineId = info == null || info.getMachineID() == null ? "" : info.getMachineID();
        var mark = NodeMark.of(node);
        return new ObservedNode(
                name,
                role,
                KubernetesVersion.parse(kubelet),
                role == Role.CONTROL_PLANE ? apiServer(componentsOf(name, controlPlanePods)) : Optional.empty(),
                Reading.isReady(node),
                !mark.unschedulable(),
                machineId,
                mark.unschedulable() && mark.cordonedBy().isPresent(),
                role == Role.CONTROL_PLANE ? lowest(componentsOf(name, controlPlanePods)) : Optional.empty());
    }

    private static Optional<KubernetesVersion> apiServer(Map<String, Pod> components) {
        return Optional.ofNullable(components.get(ControlPlaneJudgement.API_SERVER))
                .flatMap(pod -> ControlPlaneJudgement.specImage(pod, ControlPlaneJudgement.API_SERVER))
                .flatMap(ImageTag::of)
                .map(tag -> KubernetesVersion.parse(tag.text().replace('_', '+')));
    }

    /** A kubeadm that was killed has raised some of them and not the others. */
    private static Optional<KubernetesVersion> lowest(Map<String, Pod> components) {
        return ControlPlaneJudgement.VERSIONED.stream()
                .flatMap(component -> Optional.ofNullable(components.get(component))
                        .flatMap(pod -> ControlPlaneJudgement.specImage(pod, component))
                        .stream())
                .flatMap(image -> ImageTag.of(image).stream())
                .flatMap(tag -> tag.version().stream())
                .min(KubernetesVersion::compareTo);
    }
}
