package dev.windlass.simulation.ssh;

import dev.windlass.core.cluster.ClusterName;
import dev.windlass.core.cluster.NodeName;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What is wrong at present with the ways from one process to nodes. Used by the simulation's one thread. */
public final class SshFaults {
    private final InstantSource time;
    // Only asked by key, so that its order matters to nobody.
    private final Map<Way, Struck> struck = new HashMap<>();

    private record Way(ClusterName cluster, NodeName node) {}

    private record Struck(SshFault fault, Instant until) {}

    /** @param time the true time of the world */
    public SshFaults(InstantSource time) {
        this.time = time;
    }

    /** From now on until then, in place of whatever else was wrong with this way. */
    public void strike(ClusterName cluster, NodeName node, SshFault fault, Instant until) {
        struck.put(new Way(cluster, node), new Struck(fault, until));
    }

    /** Nothing is wrong any more. */
    public void heal() {
        struck.clear();
    }

    Optional<SshFault> at(ClusterName cluster, NodeName node) {
        return Optional.ofNullable(struck.get(new Way(cluster, node)))
                .filter(it -> time.instant().isBefore(it.until()))
                .map(Struck::fault);
    }
}
