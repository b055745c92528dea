package dev.windlass.runtime.config;

import dev.windlass.core.cluster.ClusterName;
import dev.windlass.core.cluster.NodeName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A cluster and how to reach it.
 *
 * @param labels for selectors
 * @param kubeconfig for the Kubernetes API
 * @param nodes only those that are not reached at their InternalIP and the SSH port
 */
public record ClusterConfig(
        ClusterName name, Map<String, String> labels, Path kubeconfig, SshConfig ssh, List<NodeAddress> nodes) {
    public ClusterConfig {
        labels = Map.copyOf(labels);
        nodes = List.copyOf(nodes);
    }

    /** Where a node is reached, if the configuration says so. */
    public Optional<NodeAddress> address(NodeName node) {
        return nodes.stream().filter(address -> address.name().equals(node)).findFirst();
    }

    List<String> problems() {
        var problems = new ArrayList<String>();
        problem("kubeconfig", kubeconfig, problems);
        problem("SSH private key", ssh.privateKey(), problems);
        problem("known_hosts file", ssh.knownHosts(), problems);
        return problems;
    }

    private void problem(String what, Path file, List<String> problems) {
        if (!Files.isReadable(file)) {
            problems.add("cluster %s: the %s %s %s"
                    .formatted(name, what, file, Files.exists(file) ? "can't be read by this user" : "does not exist"));
        }
    }
}
