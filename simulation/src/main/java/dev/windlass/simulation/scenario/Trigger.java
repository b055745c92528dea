package dev.windlass.simulation.scenario;

import java.time.Duration;

/** When a fault strikes. */
public sealed interface Trigger {
    /** So long after the beginning. */
    record At(Duration after) implements Trigger {}

    /**
     * When a process passes a point, such as log.commit.before, for the nth time, counted from 1.
     *
     * @param process such as executor-1; empty for any
     */
    record Passing(String process, String point, int nth) implements Trigger {}

    /** When the planner has recorded the nth event of a kind, such as StepScheduled, counted over all clusters from 1. */
    record Recorded(String event, int nth) implements Trigger {}
}
