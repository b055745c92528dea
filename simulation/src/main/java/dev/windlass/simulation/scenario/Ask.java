package dev.windlass.simulation.scenario;

import dev.windlass.core.request.Policy;
import java.time.Duration;

/**
 * A request that somebody publishes.
 *
 * @param at after the beginning
 * @param target of an upgrade, such as v1.31.2; empty for the others
 * @param id two asks with the same id are one request that is published twice
 * @param policy of an upgrade
 */
public record Ask(Duration at, String cluster, Kind kind, String target, String id, Policy policy) {
    /** Shorter than in life, as everything in these worlds is. */
    public static final Policy USUAL = new Policy(Duration.ofMinutes(4), Duration.ofSeconds(2), false, false);

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

    /** With the usual policy. */
    public Ask(Duration at, String cluster, Kind kind, String target, String id) {
        this(at, cluster, kind, target, id, USUAL);
    }

    public Ask withAt(Duration other) {
        return new Ask(other, cluster, kind, target, id, policy);
    }

    public Ask withPolicy(Policy other) {
        return new Ask(at, cluster, kind, target, id, other);
    }
}
