package dev.windlass.runtime.planner;

import dev.windlass.core.upgrade.ClusterState;
import dev.windlass.runtime.deadletters.DeadLetter;
import java.util.List;

/**
 * What was restored of one partition.
 *
 * @param letters the snapshots that can't be read, to be put aside
 * @param rebuilt the states that were folded from the events because of that, to be written as snapshots again
 */
record Restored(Clusters clusters, List<DeadLetter> letters, List<ClusterState> rebuilt) {
    Restored {
        letters = List.copyOf(letters);
        rebuilt = List.copyOf(rebuilt);
    }
}
