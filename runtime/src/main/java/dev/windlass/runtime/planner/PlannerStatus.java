package dev.windlass.runtime.planner;

import dev.windlass.core.cluster.ClusterName;
import dev.windlass.runtime.loop.LoopStatus;
import java.util.Map;
import java.util.Set;

/**
 * How a planner is, for health endpoints.
 *
 * @param partitions which this instance owns; none is right when others own them all
 * @param stopped clusters of these that can't be decided, and why: each needs a person
 */
public record PlannerStatus(LoopStatus loop, Set<Integer> partitions, Map<ClusterName, String> stopped) {
    public PlannerStatus {
        partitions = Set.copyOf(partitions);
        stopped = Map.copyOf(stopped);
    }
}
