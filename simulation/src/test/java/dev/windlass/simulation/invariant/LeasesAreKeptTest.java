package dev.windlass.simulation.invariant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windlass.core.event.Event;
import dev.windlass.core.procedure.Action;
import dev.windlass.core.report.Report;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LeasesAreKeptTest {
    private final Trial trial = new Trial(new LeasesAreKept());

    @Test
    void shouldNoticeALeaseThatRunsOutAtOnce() {
        var save = trial.upgrade(Trial.TARGET).until(Action.SAVE_CONFIGURATION, Trial.CP1);
        trial.claim(save);
        trial.record(new Event.LeaseExpired(save.step().id(), save.attempt(), save.token(), "executor-1"));
        assertThat(trial.broken()).hasValueSatisfying(words -> assertThat(words).contains("its last sign of life"));
    }

    @Test
    void shouldNoticeASignOfLifeThatOnlyWaitsToBeRead() {
        var save = trial.upgrade(Trial.TARGET).until(Action.SAVE_CONFIGURATION, Trial.CP1);
        trial.claim(save);
        trial.pass(Action.LEASE);
        trial.promises.reported(trial.cluster, trial.said(save, new Report.Said.Progressed("at it", "")));
        trial.record(new Event.LeaseExpired(save.step().id(), save.attempt(), save.token(), "executor-1"));
        assertThat(trial.broken()).hasValueSatisfying(words -> assertThat(words).contains("is in the log since"));
    }

    /** A later one may have come while the planner committed. */
    @Test
    void shouldRememberASignOfLifeBesideALaterOne() {
        var save = trial.upgrade(Trial.TARGET).until(Action.SAVE_CONFIGURATION, Trial.CP1);
        trial.claim(save);
        trial.pass(Action.LEASE);
        trial.promises.reported(trial.cluster, trial.said(save, new Report.Said.Progressed("at it", "")));
        trial.pass(Duration.ofSeconds(1));
        var decided = trial.cluster.now();
        trial.pass(Duration.ofSeconds(1));
        trial.promises.reported(trial.cluster, trial.said(save, new Report.Said.Progressed("at it", "")));
        trial.record(new Event.LeaseExpired(save.step().id(), save.attempt(), save.token(), "executor-1"), decided);
        assertThat(trial.broken()).hasValueSatisfying(words -> assertThat(words).contains("is in the log since"));
    }

    @Test
    void shouldHoldWhereNothingWasSaidForThatLong() {
        var save = trial.upgrade(Trial.TARGET).until(Action.SAVE_CONFIGURATION, Trial.CP1);
        trial.claim(save);
        trial.pass(Action.LEASE);
        trial.record(new Event.LeaseExpired(save.step().id(), save.attempt(), save.token(), "executor-1"));
        assertThat(trial.broken()).isEmpty();
    }
}
