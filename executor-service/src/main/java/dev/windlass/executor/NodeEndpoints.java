package dev.windlass.executor;

import dev.windlass.core.cluster.ClusterName;
import dev.windlass.core.cluster.NodeName;
import dev.windlass.core.plan.UpgradeId;
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
 * Where nodes are reached: at the address in the configuration, else at their InternalIP. That is asked for at every step, as a node may
 * have been built anew and its address be another's. What was heard of in the same upgrade is good while the API server does not say, so
 * that a node can still be asked while the only one restarts. Thread-safe.
 */
final class NodeEndpoints {
    private final WindlassConfig config;
    private final KubernetesActions kubernetes;
    private final Map<ClusterName, Heard> heard = new ConcurrentHashMap<>();

    NodeEndpoints(WindlassConfig config, KubernetesActions kubernetes) {
        this.config = config;
        this.kubernetes = kubernetes;
    }

    /** Where to, or why that is not known. */
    sealed interface Way {}

    record To(NodeEndpoint endpoint) implements Way {}

    record None(Outcome outcome) implements Way {}

    /** The addresses that were heard of in one upgrade; those of earlier ones may be other nodes' by now. */
    private record Heard(UpgradeId upgrade, Map<NodeName, String> addresses) {}

    /** @param upgrade in which the node is to be asked */
    Way to(ClusterName cluster, UpgradeId upgrade, NodeName node) throws InterruptedException {
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
        return byInternalAddress(known.get(), node, heardIn(cluster, upgrade));
    }

    private Map<NodeName, String> heardIn(ClusterName cluster, UpgradeId upgrade) {
        return heard.compute(
                        cluster,
                        (name, last) -> last != null && last.upgrade().equals(upgrade)
                                ? last
                                : new Heard(upgrade, new ConcurrentHashMap<>()))
                .addresses();
    }

    private Way byInternalAddress(ClusterConfig cluster, NodeName node, Map<NodeName, String> addresses)
            throws InterruptedException {
        try {
            var address = kubernetes.internalAddress(cluster.name(), node);
            if (address.isEmpty()) {
                addresses.remove(node);
                return new None(Outcome.failed(
                        FailureKind.CONFIGURATION,
                        "node %s of %s has no InternalIP and no address in the configuration"
                                .formatted(node, cluster.name()),
                        "add it under 'nodes' of the cluster, with name and host"));
            }
            addresses.put(node, address.get());
            return at(cluster, node, address.get());
        } catch (ApiProblem problem) {
            return Optional.ofNullable(addresses.get(node))
                    .map(address -> at(cluster, node, address))
                    .orElseGet(() -> new None(withoutAnswer(node, problem)));
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
