package dev.windlass.executor;

import dev.windlass.core.cluster.ClusterName;
import dev.windlass.core.cluster.NodeName;
import dev.windlass.core.procedure.Action;
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
 * Where nodes are reached: at the address in the configuration, else at their InternalIP. That is asked for at every inspection, as a
 * node may have been built anew, and remembered for the steps that follow, so that a node can still be asked while the only API server
 * restarts. Thread-safe.
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

    /** @param action what the node is to be asked for */
    Way to(ClusterName cluster, NodeName node, Action action) throws InterruptedException {
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
        return byInternalAddress(known.get(), node, action == Action.INSPECT_NODE);
    }

    private Way byInternalAddress(ClusterConfig cluster, NodeName node, boolean anew) throws InterruptedException {
        var seen = addresses.computeIfAbsent(cluster.name(), name -> new ConcurrentHashMap<>());
        var remembered = Optional.ofNullable(seen.get(node));
        if (remembered.isPresent() && !anew) {
            return at(cluster, node, remembered.get());
        }
        try {
            var address = kubernetes.internalAddress(cluster.name(), node);
            if (address.isEmpty()) {
                seen.remove(node);
                return new None(Outcome.failed(
                        FailureKind.CONFIGURATION,
                        "node %s of %s has no InternalIP and no address in the configuration"
                                .formatted(node, cluster.name()),
                        "add it under 'nodes' of the cluster, with name and host"));
            }
            seen.put(node, address.get());
            return at(cluster, node, address.get());
        } catch (ApiProblem problem) {
            return problem.passing() && remembered.isPresent()
                    ? at(cluster, node, remembered.get())
                    : new None(withoutAnswer(node, problem));
        }
    }

    private static Outcome withoutAnswer(NodeName node, ApiProblem problem) {
        var what = "the address of %s is not known, because %s".formatted(node, problem.getMessage());
        if (problem.passing()) {
            return new Outcome.Unknown(what);
        }
        var kind = problem.kind() == ApiProblem.Kind.CONFIGURATION ? FailureKind.CONFIGURATION : FailureKind.OTHER;
        return Outcome.failed(kind, what, problem.hint());
    }

    private static Way at(ClusterConfig cluster, NodeName node, String host) {
        return new To(endpoint(cluster, node, host, cluster.ssh().port()));
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
