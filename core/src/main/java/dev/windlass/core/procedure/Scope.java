package dev.windlass.core.procedure;

/** Which nodes a phase is for. One node at a time, always. */
public enum Scope {
    /** Once for the cluster. */
    CLUSTER("the cluster"),
    /** The control-plane node on which kubeadm upgrade apply runs. */
    FIRST_CONTROL_PLANE("the first control plane"),
    OTHER_CONTROL_PLANES("each other control plane"),
    CONTROL_PLANES("each control plane"),
    WORKERS("each worker");

    private final String words;

    Scope(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }
}
