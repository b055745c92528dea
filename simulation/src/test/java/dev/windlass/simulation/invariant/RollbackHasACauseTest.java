package dev.windlass.simulation.invariant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windlass.core.procedure.Action;
import dev.windlass.core.request.Request;
import dev.windlass.simulation.scenario.FaultKind;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RollbackHasACauseTest {
    private final Trial trial = new Trial(new RollbackHasACause());

    @Test
    void shouldNoticeAHaltWhereNothingWasWrong() {
        haltsOn(Action.SAVE_CONFIGURATION);
        assertThat(trial.broken())
                .hasValueSatisfying(words -> assertThat(words).startsWith("halted although nothing was wrong"));
    }

    @Test
    void shouldHoldWhereTheStepMayFailByIt() {
        trial.upgrade(Trial.TARGET);
        struck(FaultKind.DISK_FULL, "c-cp1");
        haltsOn(Action.SAVE_CONFIGURATION);
        assertThat(trial.broken()).isEmpty();
    }

    @Test
    void shouldNotTakeAnythingForACause() {
        trial.upgrade(Trial.TARGET);
        struck(FaultKind.DISK_FULL, "c-w1");
        struck(FaultKind.POISON, "c");
        struck(FaultKind.WATCHES_SILENT, "c");
        struck(FaultKind.API_AWAY, "c");
        struck(FaultKind.SKEW, "c");
        haltsOn(Action.SAVE_CONFIGURATION);
        assertThat(trial.broken()).isPresent();
    }

    @Test
    void shouldNotTakeForACauseWhatWasOverBeforeARetry() {
        trial.upgrade(Trial.TARGET);
        struck(FaultKind.DISK_FULL, "c-cp1");
        haltsOn(Action.SAVE_CONFIGURATION);
        trial.pass(Duration.ofMinutes(1));
        trial.steer(Request.Verb.RETRY);
        haltsOn(Action.SAVE_CONFIGURATION);
        assertThat(trial.broken()).isPresent();
    }

    @Test
    void shouldNoticeARollbackWhereNothingWasWrong() {
        trial.fail(trial.upgrade(Trial.TARGET).until(Action.DRAIN, Trial.W1));
        assertThat(trial.broken())
                .hasValueSatisfying(words -> assertThat(words).startsWith("c-w1 is put back although"));
    }

    @Test
    void shouldHoldWhereAPersonAskedForTheRollback() {
        trial.upgrade(Trial.TARGET).until(Action.DRAIN, Trial.W1);
        trial.steer(Request.Verb.ROLLBACK);
        assertThat(trial.cluster.history().upgrade().orElseThrow().recovery()).isPresent();
        assertThat(trial.broken()).isEmpty();
    }

    @Test
    void shouldNotTakeOneAskForTheCauseOfAllThatFollows() {
        trial.upgrade(Trial.TARGET).until(Action.DRAIN, Trial.W1);
        trial.steer(Request.Verb.ROLLBACK);
        trial.toTheEnd();
        trial.steer(Request.Verb.RETRY);
        trial.fail(trial.until(Action.DRAIN, Trial.W1));
        assertThat(trial.broken()).isPresent();
    }

    private void haltsOn(Action action) {
        var upgrade = trial.cluster.history().upgrade().isPresent() ? trial : trial.upgrade(Trial.TARGET);
        trial.fail(upgrade.until(action, Trial.CP1));
    }

    private void struck(FaultKind kind, String what) {
        trial.cluster.strikes().add(kind, what, trial.world.now(), trial.world.now());
    }
}
