package dev.windlass.simulation.ssh;

import dev.windlass.core.cluster.ClusterName;
import dev.windlass.core.cluster.NodeName;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What is wrong at present with the ways to nodes: for everybody, or for one service beside that. Used by the simulation's one thread. */
public final class SshFaults {
    private final InstantSource time;
    private final Optional<SshFaults> everybody;
    // Only asked by key, so that its order matters to nobody.
    private final Map<Way, Struck> struck = new HashMap<>();

    private record Way(ClusterName cluster, NodeName node) {}

    private record Struck(SshFault fault, Instant until) {}

    /** @param time the true time of the world */
    public SshFaults(InstantSource time) {
        this(time, Optional.empty());
    }

    private SshFaults(InstantSource time, Optional<SshFaults> everybody) {
        this.time = time;
        this.everybody = everybody;
    }

    /** Those of one service: its own, and everybody's. */
    public SshFaults ofOneService() {
        return new SshFaults(time, Optional.of(this));
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
                .map(Struck::fault)
                .or(() -> everybody.flatMap(all -> all.at(cluster, node)));
    }
}
