package dev.windlass.runtime.planner;

import java.time.Duration;

/**
 * How a planner behaves in its group.
 *
 * @param group the consumer group, and the beginning of each transactional id
 * @param sessionTimeout after this long without a sign of life another planner takes over; a broker's own least is 6 s
 * @param pollInterval the longest that one turn may take, restore included
 * @param transactionTimeout after this long the brokers abort what a dead planner left open
 * @param grace after a start or an outage, how long the clock does not count: what actors said meanwhile must arrive first
 * @param restoreWithin the longest that reading the state may take
 * @param rebuildWithin the longest that folding events may take after that, where a snapshot can't be read; together they leave some of
 *     the poll interval to the rest of a takeover
 */
public record PlannerSettings(
        String group,
        Duration sessionTimeout,
        Duration pollInterval,
        Duration transactionTimeout,
        Duration grace,
        Duration restoreWithin,
        Duration rebuildWithin) {
    public static final PlannerSettings DEFAULT = new PlannerSettings(
            "windlass-planner",
            Duration.ofSeconds(6),
            Duration.ofSeconds(60),
            Duration.ofSeconds(10),
            Duration.ofSeconds(5),
            Duration.ofSeconds(30),
            Duration.ofSeconds(15));

    String transactionalId(int partition) {
        return group + "-" + partition;
    }
}
