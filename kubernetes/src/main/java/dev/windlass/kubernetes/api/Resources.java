package dev.windlass.kubernetes.api;

import dev.windlass.core.cluster.NodeName;
import java.util.Map;
import java.util.stream.Collectors;

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

    public static String lease(NodeName name) {
        return "/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases/" + name;
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
