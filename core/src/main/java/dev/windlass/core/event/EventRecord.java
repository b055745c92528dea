package dev.windlass.core.event;

import dev.windlass.core.cluster.ClusterName;
import dev.windlass.core.plan.UpgradeId;
import java.time.Instant;
import java.util.Optional;

/**
 * An event in its place.
 *
 * @param sequence from 1, without gaps for each cluster
 * @param at the planner's clock
 * @param upgrade which one it is about; empty for a refused request
 */
public record EventRecord(ClusterName cluster, long sequence, Instant at, Optional<UpgradeId> upgrade, Event event) {}
