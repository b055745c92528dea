package dev.windlass.core.report;

import dev.windlass.core.cluster.ClusterName;
import dev.windlass.core.plan.StepId;
import dev.windlass.core.plan.UpgradeId;

/**
 * What an executor or validator says about a step. It becomes an event or is refused, visibly.
 *
 * @param attempt and {@code token} as the step was scheduled with
 * @param by the instance that speaks
 */
public record Report(
        ClusterName cluster, UpgradeId upgrade, StepId step, int attempt, long token, String by, Said said) {
    /** What is said. */
    public sealed interface Said {
        /** I have it. */
        record Claimed() implements Said {}

        /**
         * I am at it.
         *
         * @param note what it is at or waits for, in words; empty when there is nothing new
         * @param output more of the command's output, masked; at most {@link #MOST_OUTPUT} characters
         */
        record Progressed(String note, String output) implements Said {
            public static final int MOST_OUTPUT = 8_192;
        }

        /** The attempt is over. */
        record Ended(Outcome outcome) implements Said {}

        /** I am shutting down and leave it to another: whatever runs on the node goes on. */
        record HandedOver() implements Said {}
    }
}
