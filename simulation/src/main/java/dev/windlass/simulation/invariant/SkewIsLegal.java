package dev.windlass.simulation.invariant;

import dev.windlass.core.cluster.KubernetesVersion;
import dev.windlass.core.cluster.NodeName;
import dev.windlass.simulator.world.SimulatedNode;
import dev.windlass.simulator.world.Truth;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * S7: no kubelet is newer than an API server, or older than the skew allows; API servers are at most one minor version apart, and none
 * skips one; no kubelet changes its minor version while its node is schedulable.
 */
final class SkewIsLegal implements Invariant {
    /** Kubelets from this minor on may be three older than an API server, earlier ones two (kubernetes.io, version-skew-policy). */
    private static final int THREE_OLDER = 25;

    /** A planner's clock may be wrong by so much. */
    private static final Duration SKEW = Duration.ofSeconds(20);

    private record Server(WatchedCluster cluster, String node) {}

    private final Map<Server, KubernetesVersion> servers = new HashMap<>();
    private final Map<WatchedCluster, Integer> judged = new IdentityHashMap<>();

    @Override
    public String name() {
        return "S7 SkewIsLegal";
    }

    @Override
    public Optional<String> changed(WatchedCluster cluster) {
        var hosts = cluster.truth().hosts();
        for (var host : hosts) {
            var server = host.apiServer();
            if (server.isPresent()) {
                var wrong = moved(cluster, host, server.get()).or(() -> beside(hosts, host, server.get()));
                if (wrong.isPresent()) {
                    return wrong;
                }
            }
        }
        return noticed(cluster);
    }

    /** What the model itself has noticed since the last time. */
    private Optional<String> noticed(WatchedCluster cluster) {
        var all = cluster.truth().truth().violations();
        var before = judged.put(cluster, all.size());
        return all.stream()
                .skip(before == null ? 0 : before)
                .filter(violation -> isOurs(cluster, violation))
                .findFirst()
                .map(violation -> violation.words());
    }

    private Optional<String> moved(WatchedCluster cluster, SimulatedNode host, KubernetesVersion now) {
        var before = servers.put(new Server(cluster, host.name()), now);
        if (before == null) {
            return Optional.empty();
        }
        return now.series().above(before.series()) > 1
                ? Optional.of("the API server of %s went from %s to %s".formatted(host.name(), before, now))
                : Optional.empty();
    }

    private static Optional<String> beside(List<SimulatedNode> hosts, SimulatedNode server, KubernetesVersion version) {
        for (var host : hosts) {
            var other = host.apiServer();
            if (other.isPresent() && version.series().above(other.get().series()) > 1) {
                return Optional.of("the API server of %s is %s, and that of %s is %s"
                        .formatted(server.name(), version, host.name(), other.get()));
            }
            var kubelet = host.runningKubelet().series();
            var older = version.series().above(kubelet);
            if (host.runningKubelet().compareTo(version) > 0 || older > (kubelet.minor() >= THREE_OLDER ? 3 : 2)) {
                return Optional.of("the kubelet of %s is %s while the API server of %s is %s"
                        .formatted(host.name(), host.runningKubelet(), server.name(), version));
            }
        }
        return Optional.empty();
    }

    private static boolean isOurs(WatchedCluster cluster, Truth.Violation violation) {
        return switch (violation.rule()) {
            case VERSIONS -> true;
            case DRAINED_FIRST -> !liftedByPerson(cluster, violation);
            case ONE_NODE_AT_A_TIME -> false;
        };
    }

    /** A person who cordons a node and makes it schedulable again does not ask whether we are at it. */
    private static boolean liftedByPerson(WatchedCluster cluster, Truth.Violation violation) {
        var accepted =
                cluster.history().upgrade().map(upgrade -> upgrade.acceptedAt().minus(SKEW));
        return cluster.cordons()
                .lifted(new NodeName(violation.node()))
                .filter(at -> !at.isBefore(accepted.orElse(Instant.MIN)))
                .isPresent();
    }
}
