package dev.windlass.executor;

import dev.windlass.core.cluster.ClusterName;
import dev.windlass.core.cluster.NodeName;
import dev.windlass.core.report.FailureKind;
import dev.windlass.core.report.Outcome;
import dev.windlass.executor.node.NodeEndpoint;
import dev.windlass.executor.node.SshAccess;
import dev.windlass.kubernetes.KubernetesActions;
import dev.windlass.kubernetes.api.ApiProblem;
import dev.windlass.runtime.config.ClusterConfig;
import dev.windlass.runtime.config.WindlassConfig;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Where nodes are reached: at the address in the configuration, else at their InternalIP, which is remembered so that a node can
 * still be asked while the only API server restarts. Thread-safe.
 */
final class NodeEndpoints {
    private final WindlassConfig config;
    private final KubernetesActions kubernetes;
    private final Map<ClusterName, Map<NodeName, String>> addresses = new ConcurrentHashMap<>();

    NodeEndpoints(WindlassConfig config, KubernetesActions kubernetes) {
        this.config = config;
        this.kubernetes = kubernetes;
    }

    /** Where to, or why that is not known. */
    sealed interface Way {}

    record To(NodeEndpoint endpoint) implements Way {}

    record None(Outcome outcome) implements Way {}

    Way to(ClusterName cluster, NodeName node) throws InterruptedException {
        var known = config.cluster(cluster);
        if (known.isEmpty()) {
            return new None(Outcome.failed(
                    FailureKind.CONFIGURATION,
                    "cluster %s is not in this executor's configuration, %s".formatted(cluster, config.file()),
                    "add it under 'clusters'"));
        }
        var configured = known.get().address(node);
        if (configured.isPresent()) {
            return new To(endpoint(
                    known.get(), node, configured.get().host(), configured.get().port()));
        }
        return byInternalAddress(known.get(), node);
    }

    private Way byInternalAddress(ClusterConfig cluster, NodeName node) throws InterruptedException {
        var seen = addresses.computeIfAbsent(cluster.name(), name -> new ConcurrentHashMap<>());
        try {
            var address = Optional.ofNullable(seen.get(node));
            if (address.isEmpty()) {
                address = kubernetes.internalAddress(cluster.name(), node);
                address.ifPresent(found -> seen.put(node, found));
            }
            return address.<Way>map(host ->
                            new To(endpoint(cluster, node, host, cluster.ssh().port())))
                    .orElseGet(() -> new None(Outcome.failed(
                            FailureKind.CONFIGURATION,
                            "node %s of %s has no InternalIP and no address in the configuration"
                                    .formatted(node, cluster.name()),
                            "add it under 'nodes' of the cluster, with name and host")));
        } catch (ApiProblem problem) {
            return new None(new Outcome.Unknown(
                    "the address of %s is not known, because %s".formatted(node, problem.getMessage())));
        }
    }

    private static NodeEndpoint endpoint(ClusterConfig cluster, NodeName node, String host, int port) {
        var ssh = cluster.ssh();
        var bastion = ssh.bastion().map(b -> new SshAccess.Bastion(b.user(), b.host(), b.port()));
        return new NodeEndpoint(
                cluster.name(),
                node,
                host,
                port,
                new SshAccess(ssh.user(), ssh.privateKey(), ssh.knownHosts(), bastion));
    }
}
