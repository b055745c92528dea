package dev.windlass.executor.node;

import dev.windlass.core.cluster.ClusterName;
import dev.windlass.core.cluster.NodeName;

/** Where a node's SSH server listens, and how to log in. {@code host} and {@code port} are also what known_hosts is asked about. */
public record NodeEndpoint(ClusterName cluster, NodeName node, String host, int port, SshAccess access) {
    /** For messages: "k8s-n1 (10.0.0.5:22)". */
    public String words() {
        return node + " (" + host + ":" + port + ")";
    }
}
