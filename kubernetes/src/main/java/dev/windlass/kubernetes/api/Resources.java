package dev.windlass.kubernetes.api;

import dev.windlass.core.cluster.NodeName;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import java.util.ArrayList;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The paths of the collections and objects that are read. */
public final class Resources {
    public static final String NODES = "/api/v1/nodes";
    public static final String PODS = "/api/v1/pods";
    public static final String SYSTEM_PODS = "/api/v1/namespaces/kube-system/pods";

    /** kubeadm's label on the static pods of a control plane. */
    public static final Map<String, String> CONTROL_PLANE_PODS = Map.of("labelSelector", "tier=control-plane");

    private Resources() {}

    public static String node(NodeName name) {
        return NODES + "/" + name;
    }

    /** Selects one object by name, for a watch. */
    public static Map<String, String> named(NodeName name) {
        return Map.of("fieldSelector", "metadata.name=" + name);
    }

    public static Map<String, String> onNode(NodeName name) {
        return Map.of("fieldSelector", "spec.nodeName=" + name);
    }

    public static String pods(String namespace) {
        return "/api/v1/namespaces/" + namespace + "/pods";
    }

    /** Selects what has all of some labels. */
    public static Map<String, String> labelled(Map<String, String> labels) {
        return Map.of(
                "labelSelector",
                labels.entrySet().stream()
                        .map(label -> label.getKey() + "=" + label.getValue())
                        .sorted()
                        .collect(Collectors.joining(",")));
    }

    /** Selects what a controller's selector does; everything where there is none. */
    public static Map<String, String> selected(@Nullable LabelSelector selector) {
        var terms = new ArrayList<String>();
        if (selector == null) {
            return Map.of();
        }
        if (selector.getMatchLabels() != null) {
            selector.getMatchLabels().forEach((key, value) -> terms.add(key + "=" + value));
        }
        if (selector.getMatchExpressions() != null) {
            selector.getMatchExpressions().forEach(each -> terms.add(term(each)));
        }
        return Map.of("labelSelector", terms.stream().sorted().collect(Collectors.joining(",")));
    }

    private static String term(LabelSelectorRequirement requirement) {
        var key = requirement.getKey();
        return switch (requirement.getOperator()) {
            case "In" -> key + " in (" + String.join(",", requirement.getValues()) + ")";
            case "NotIn" -> key + " notin (" + String.join(",", requirement.getValues()) + ")";
            case "DoesNotExist" -> "!" + key;
            default -> key;
        };
    }

    public static String lease(NodeName name) {
        return "/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases/" + name;
    }

    /** Where events about nodes are: they have no namespace of their own. */
    public static final String NODE_EVENTS = "/api/v1/namespaces/default/events";

    /** The events of a node's kubelet (and kube-proxy) that say that it has started. */
    public static Map<String, String> startsOn(NodeName name) {
        return Map.of("fieldSelector", "involvedObject.kind=Node,involvedObject.name=" + name + ",reason=Starting");
    }

    public static String configMap(String name) {
        return "/api/v1/namespaces/kube-system/configmaps/" + name;
    }

    public static String systemPod(String name) {
        return SYSTEM_PODS + "/" + name;
    }

    /** @param plural such as deployments, daemonsets, statefulsets, replicasets */
    public static String apps(String namespace, String plural) {
        return "/apis/apps/v1/namespaces/" + namespace + "/" + plural;
    }

    public static String controllers(String namespace) {
        return "/api/v1/namespaces/" + namespace + "/replicationcontrollers";
    }
}
