package dev.windlass.simulation.invariant;

import dev.windlass.core.cluster.KubernetesVersion;
import dev.windlass.core.cluster.NodeName;
import dev.windlass.simulator.world.Truth;
import java.time.Duration;
import java.time.Instant;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * S7: no kubelet is newer than an API server, or older than the skew allows; no kubelet changes its minor version while its node is
 * schedulable or its pods are there; and kubeadm is never the wrong one for what it is asked. It refuses itself to skip a minor version.
 */
final class SkewIsLegal implements Invariant {
    /** Kubelets from this minor on may be three older than an API server, earlier ones two (kubernetes.io, version-skew-policy). */
    private static final int THREE_OLDER = 25;

    /** A planner's clock may be wrong by so much. */
    private static final Duration SKEW = Duration.ofSeconds(20);

    private final Map<WatchedCluster, Integer> judged = new IdentityHashMap<>();

    @Override
    public String name() {
        return "S7 SkewIsLegal";
    }

    @Override
    public Optional<String> changed(WatchedCluster cluster) {
        var hosts = cluster.truth().hosts();
        for (var server : hosts) {
            var version = server.apiServer();
            for (var host : hosts) {
                if (version.isPresent() && !mayMeet(host.runningKubelet(), version.get())) {
                    return Optional.of("the kubelet of %s is %s while the API server of %s is %s"
                            .formatted(host.name(), host.runningKubelet(), server.name(), version.get()));
                }
            }
        }
        return noticed(cluster);
    }

    private static boolean mayMeet(KubernetesVersion kubelet, KubernetesVersion apiServer) {
        var most = kubelet.series().minor() >= THREE_OLDER ? 3 : 2;
        return kubelet.compareTo(apiServer) <= 0 && apiServer.series().above(kubelet.series()) <= most;
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
