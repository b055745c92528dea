package dev.windlass.simulation.scenario;

import java.time.Duration;

/**
 * A request that somebody publishes.
 *
 * @param at after the beginning
 * @param target of an upgrade, such as v1.31.2; empty for the others
 * @param id two asks with the same id are one request that is published twice
 */
public record Ask(Duration at, String cluster, Kind kind, String target, String id) {
    /** What is asked for. */
    public enum Kind {
        UPGRADE,
        PLAN,
        PAUSE,
        RESUME,
        CANCEL,
        RETRY,
        ROLLBACK
    }
}
