package dev.windlass.core.cluster;

/** What a node is for. */
public enum Role {
    CONTROL_PLANE("control plane"),
    WORKER("worker");

    private final String words;

    Role(String words) {
        this.words = words;
    }

    @Override
    public String toString() {
        return words;
    }
}
