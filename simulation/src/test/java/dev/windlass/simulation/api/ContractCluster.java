package dev.windlass.simulation.api;

import dev.windlass.clockwork.Clockwork;
import dev.windlass.core.cluster.KubernetesVersion;
import dev.windlass.core.cluster.NodeName;
import dev.windlass.kubernetes.api.ClusterApi;
import java.time.Instant;
import java.util.Optional;

/**
 * A cluster to hold the contract against: kubeadm's, one control plane and one worker, with what {@link ContractShape} names in its
 * namespace.
 */
interface ContractCluster extends AutoCloseable {
    ClusterApi api();

    Clockwork clockwork();

    NodeName controlPlane();

    NodeName worker();

    default KubernetesVersion version() {
        return KubernetesVersion.parse("v1.19.9");
    }

    /** The world's time. */
    Instant now();

    /** Whether API servers are reached with TLS at their own addresses. */
    boolean reachesServers();

    @Override
    void close() throws Exception;

    /** Looks until there is something to be seen. */
    default <T> T until(String what, Looking<Optional<T>> look) throws Exception {
        var deadline = clockwork().nanoTime() + ContractShape.PATIENCE.toNanos();
        while (true) {
            var seen = look.look();
            if (seen.isPresent()) {
                return seen.get();
            }
            if (clockwork().nanoTime() - deadline > 0) {
                throw new AssertionError("not within " + ContractShape.PATIENCE + ": " + what);
            }
            clockwork().sleep(ContractShape.BREATH);
        }
    }

    interface Looking<T> {
        T look() throws Exception;
    }
}
