package dev.windlass.simulation.invariant;

import dev.windlass.core.cluster.ClusterName;
import dev.windlass.core.upgrade.ClusterState;
import dev.windlass.simulation.scenario.ClusterPlan;
import dev.windlass.simulator.world.SimulatedCluster;
import java.time.Instant;
import java.time.InstantSource;

/** A cluster as it really is, beside what was recorded of it. */
public final class WatchedCluster {
    private final ClusterPlan plan;
    private final SimulatedCluster truth;
    private final History history;
    private final Strikes strikes = new Strikes();
    private final InstantSource time;
    private final Cordons cordons = new Cordons();

    public WatchedCluster(ClusterPlan plan, SimulatedCluster truth, InstantSource time) {
        this.plan = plan;
        this.truth = truth;
        this.time = time;
        this.history = new History(ClusterState.empty(new ClusterName(plan.name())));
    }

    public ClusterPlan plan() {
        return plan;
    }

    /** To be looked at only. */
    public SimulatedCluster truth() {
        return truth;
    }

    public History history() {
        return history;
    }

    public Strikes strikes() {
        return strikes;
    }

    public Cordons cordons() {
        return cordons;
    }

    /** The true time. */
    public Instant now() {
        return time.instant();
    }
}
