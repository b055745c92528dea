package dev.windlass.runtime.planner;

import dev.windlass.core.upgrade.ClusterState;
import dev.windlass.runtime.deadletters.DeadLetter;
import java.util.List;

/**
 * What was restored of one partition.
 *
 * @param letters the snapshots that can't be read and were not put aside before, to be put aside
 * @param rebuilt the states that were folded from the events because of that, to be written as snapshots again
 * @param left the snapshots of those letters in whose place nothing comes, to be marked as put aside
 */
record Restored(Clusters clusters, List<DeadLetter> letters, List<ClusterState> rebuilt, List<UnreadSnapshot> left) {
    Restored {
        letters = List.copyOf(letters);
        rebuilt = List.copyOf(rebuilt);
        left = List.copyOf(left);
    }

    boolean isAsItWasWritten() {
        return letters.isEmpty() && rebuilt.isEmpty() && left.isEmpty();
    }
}
