package dev.windlass.core.request;

import dev.windlass.core.cluster.InvalidValue;
import java.time.Duration;

/**
 * What a requester decides about how nodes are taken.
 *
 * @param drainDeadline how long a drain may take, blocked by disruption budgets or not
 * @param stableFor how long a validated state must hold
 * @param deleteEmptyDirData evict pods although their emptyDir volumes are lost
 * @param deleteUnmanagedPods evict pods that no controller will create again
 */
public record Policy(
        Duration drainDeadline, Duration stableFor, boolean deleteEmptyDirData, boolean deleteUnmanagedPods) {
    public static final Policy DEFAULT = new Policy(Duration.ofMinutes(30), Duration.ofSeconds(10), false, false);

    public Policy {
        within("drain deadline", drainDeadline, Duration.ofSeconds(1), Duration.ofHours(24));
        within("stability window", stableFor, Duration.ZERO, Duration.ofMinutes(30));
    }

    private static void within(String kind, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new InvalidValue(kind, value.toString(), "from " + least + " to " + most);
        }
    }
}
