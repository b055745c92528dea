package dev.windlass.simulation.invariant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windlass.core.event.Assignment;
import dev.windlass.core.procedure.Action;
import dev.windlass.core.report.FailureKind;
import dev.windlass.core.report.Outcome;
import dev.windlass.core.report.Report.Said;
import dev.windlass.core.upgrade.RunName;
import dev.windlass.simulator.world.Occurrence;
import dev.windlass.simulator.world.Verb;
import org.junit.jupiter.api.Test;

class FailuresAreTrueTest {
    private final Trial trial = new Trial(new FailuresAreTrue());
    private final Assignment step = trial.upgrade(Trial.TARGET).until(Action.INSTALL_KUBELET, Trial.W1);

    private String run() {
        return RunName.of(
                trial.cluster.history().upgrade().orElseThrow().id(),
                step.step().id(),
                step.attempt());
    }

    private void begin(long token) {
        trial.happened(
                new Occurrence.VerbBegan(trial.world.now(), "c-w1", token, run(), Verb.INSTALL_KUBELET, "1.31.0-0"));
    }

    private void end(int status) {
        trial.happened(
                new Occurrence.VerbEnded(trial.world.now(), "c-w1", step.token(), run(), Verb.INSTALL_KUBELET, status));
    }

    private void fail(FailureKind kind) {
        trial.promises.reported(
                trial.cluster, trial.said(step, new Said.Ended(Outcome.failed(kind, "it is so", "do this"))));
    }

    @Test
    void shouldHoldWhereTheVerbFailed() {
        begin(step.token());
        end(1);
        fail(FailureKind.PACKAGE);
        assertThat(trial.broken()).isEmpty();
    }

    @Test
    void shouldHoldWhereNothingBegan() {
        fail(FailureKind.ACCESS);
        assertThat(trial.broken()).isEmpty();
    }

    @Test
    void shouldHoldWhereItWasLost() {
        begin(step.token());
        trial.happened(new Occurrence.VerbLost(trial.world.now(), "c-w1", step.token(), run(), Verb.INSTALL_KUBELET));
        fail(FailureKind.LOST);
        assertThat(trial.broken()).isEmpty();
    }

    @Test
    void shouldNoticeOneThatIsAtWork() {
        begin(step.token());
        fail(FailureKind.PACKAGE);
        assertThat(trial.broken()).hasValue(run() + " is said to have failed (it is so), and its verb is at work");
    }

    @Test
    void shouldNoticeOneThatEndedWell() {
        begin(step.token());
        end(0);
        fail(FailureKind.LOST);
        assertThat(trial.broken()).hasValue(run() + " is said to have failed (it is so), and its verb has ended well");
    }

    @Test
    void shouldNoticeThatWhoBeganItIsNotLetInAnyMore() {
        begin(step.token());
        fail(FailureKind.HOST_KEY);
        assertThat(trial.broken()).isPresent();
    }

    @Test
    void shouldExcuseWhoIsNotLetInToWhatAnotherBegan() {
        begin(step.token() - 1);
        fail(FailureKind.HOST_KEY);
        assertThat(trial.broken()).isEmpty();
    }
}
