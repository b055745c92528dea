package dev.windlass.simulation.invariant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windlass.core.event.Assignment;
import dev.windlass.core.event.Event;
import dev.windlass.core.procedure.Action;
import dev.windlass.core.report.Finding;
import dev.windlass.core.report.Outcome;
import dev.windlass.core.report.Report;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutcomesWereReportedTest {
    private final Trial trial = new Trial(new OutcomesWereReported());

    @Test
    void shouldNoticeASuccessThatNobodyReported() {
        var save = trial.upgrade(Trial.TARGET).until(Action.SAVE_CONFIGURATION, Trial.CP1);
        trial.claim(save);
        trial.record(new Event.StepSucceeded(save.step().id(), save.attempt(), save.token(), "done", Finding.NOTHING));
        assertThat(trial.broken())
                .hasValueSatisfying(words -> assertThat(words).endsWith("is SUCCEEDED, and nobody has said so"));
    }

    @Test
    void shouldNoticeASuccessThatIsRecordedAsAFailure() {
        var save = trial.upgrade(Trial.TARGET).until(Action.SAVE_CONFIGURATION, Trial.CP1);
        trial.claim(save);
        say(save, Finding.NOTHING);
        trial.record(Trial.failed(save, 1));
        assertThat(trial.broken())
                .hasValueSatisfying(words -> assertThat(words).endsWith("is FAILED, and nobody has said so"));
    }

    @Test
    void shouldNoticeThatADrainWithItsFindingIsRecordedAsAFailure() {
        var drain = trial.upgrade(Trial.TARGET).until(Action.DRAIN, Trial.CP1);
        trial.claim(drain);
        say(drain, new Finding.Drained(List.of()));
        trial.record(Trial.failed(drain, 1));
        assertThat(trial.broken())
                .hasValueSatisfying(words -> assertThat(words).endsWith("is FAILED, and nobody has said so"));
    }

    @Test
    void shouldHoldWhereADrainSaysNothingOfWhatItTook() {
        var drain = trial.upgrade(Trial.TARGET).until(Action.DRAIN, Trial.CP1);
        trial.claim(drain);
        say(drain, Finding.NOTHING);
        trial.record(Trial.failed(drain, 1));
        assertThat(trial.broken()).isEmpty();
    }

    @Test
    void shouldExcuseNothingAfterARequestForARollbackIsAnswered() {
        var save = trial.upgrade(Trial.TARGET).until(Action.SAVE_CONFIGURATION, Trial.W1);
        trial.claim(save);
        trial.record(new Event.RollbackRequested(trial.id(), "a test", "a test"));
        trial.record(new Event.UpgradeHalted("there is nothing to put back", "", List.of()));
        trial.record(new Event.UpgradeRetried(trial.id(), "a test", "a test"));
        trial.record(Trial.failed(save, 1));
        assertThat(trial.broken())
                .hasValueSatisfying(words -> assertThat(words).endsWith("is FAILED, and nobody has said so"));
    }

    private void say(Assignment step, Finding finding) {
        var ended = new Report.Said.Ended(new Outcome.Succeeded("done", finding));
        trial.promises.reported(trial.cluster, trial.said(step, ended));
    }
}
