package dev.windlass.simulation.invariant;

import dev.windlass.core.plan.StepId;

/** A step of a cluster's newest upgrade. */
record StepOf(WatchedCluster cluster, StepId step) {}
