package dev.windlass.kubernetes;

import dev.windlass.core.cluster.NodeName;
import dev.windlass.kubernetes.judgement.NodeJudgement;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Remembers when each node's lease was last seen to change, on our own clock. Used by one thread. */
final class LeaseWatch {
    private record Sighting(Instant renewed, Optional<Instant> movedAt) {}

    private final Map<NodeName, Sighting> sightings = new TreeMap<>();

    /** Whether the lease has changed before our eyes within the time that it lasts. */
    boolean moved(NodeName node, @Nullable Lease lease, Instant now) {
        var seen = renewed(lease);
        if (seen.isEmpty()) {
            return false;
        }
        var renewed = seen.get();
        var former = sightings.get(node);
        if (former == null) {
            sightings.put(node, new Sighting(renewed, Optional.empty()));
            return false;
        }
        if (!former.renewed().equals(renewed)) {
            sightings.put(node, new Sighting(renewed, Optional.of(now)));
            return true;
        }
        return former.movedAt()
                .map(at -> now.isBefore(at.plus(NodeJudgement.LEASE_LASTS)))
                .orElse(false);
    }

    /** When it was renewed last. */
    static Optional<Instant> renewed(@Nullable Lease lease) {
        return lease == null || lease.getSpec() == null || lease.getSpec().getRenewTime() == null
                ? Optional.empty()
                : Optional.of(lease.getSpec().getRenewTime().toInstant());
    }
}
