package dev.windlass.simulator.world;

/** The static pods of a control plane, in the order in which kubeadm replaces them. */
public enum Component {
    ETCD("etcd"),
    API_SERVER("kube-apiserver"),
    CONTROLLER_MANAGER("kube-controller-manager"),
    SCHEDULER("kube-scheduler");

    private final String text;

    Component(String text) {
        this.text = text;
    }

    /** As manifests, pods and the label "component" name it. */
    public String text() {
        return text;
    }
}
