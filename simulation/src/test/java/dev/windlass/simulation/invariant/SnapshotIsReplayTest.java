package dev.windlass.simulation.invariant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windlass.core.cluster.ClusterName;
import dev.windlass.core.upgrade.ClusterState;
import org.junit.jupiter.api.Test;

class SnapshotIsReplayTest {
    private final Trial trial = new Trial(new SnapshotIsReplay());

    @Test
    void shouldNoticeASnapshotThatIsNotTheFold() {
        trial.upgrade(Trial.TARGET);
        trial.promises.snapshot(trial.cluster, trial.cluster.history().state());
        assertThat(trial.broken()).isEmpty();

        trial.promises.snapshot(trial.cluster, ClusterState.empty(new ClusterName("c")));
        assertThat(trial.broken()).hasValueSatisfying(words -> assertThat(words).startsWith("the snapshot at event 0"));
    }
}
