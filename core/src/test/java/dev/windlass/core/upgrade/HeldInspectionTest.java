package dev.windlass.core.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windlass.core.event.Assignment;
import dev.windlass.core.event.Event;
import dev.windlass.core.procedure.Action;
import dev.windlass.core.report.FailureKind;
import dev.windlass.core.report.Outcome;
import dev.windlass.core.report.Report.Said;
import dev.windlass.core.request.Request.Verb;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Before there is a plan nothing was changed, so nothing more is begun once a person asks for an end or a hold. */
final class HeldInspectionTest {
    private static final Outcome AWAY = Outcome.failedForNow(FailureKind.UNREACHABLE, "n1 does not answer", "");

    private final History history = History.ofUpgrade();

    private void seeCluster() {
        history.finish(history.scheduled(), history.success(history.scheduled()));
    }

    private int scheduled() {
        return history.events(Event.StepScheduled.class).size();
    }

    private Assignment of(String node) {
        return history.open().stream()
                .filter(open -> History.is(open, Action.INSPECT_NODE, node))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({"CANCEL, CANCELLED", "PAUSE, PAUSED"})
    void shouldHoldAtOnceWhereNobodyIsAtIt(Verb verb, Status held) {
        history.steer(verb);
        assertThat(history.status()).isEqualTo(held);
        assertThat(scheduled()).isOne();
    }

    @ParameterizedTest
    @CsvSource({"CANCEL, CANCELLED", "PAUSE, PAUSED"})
    void shouldHoldBetweenTwoAttempts(Verb verb, Status held) {
        history.finish(history.scheduled(), AWAY);
        history.steer(verb);
        assertThat(history.status()).isEqualTo(held);
        assertThat(history.state.nextDeadline()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"CANCEL, CANCELLED", "PAUSE, PAUSED"})
    void shouldWaitForWhatIsUnderWayAndBeginNoFurtherAttempt(Verb verb, Status held) {
        seeCluster();
        var one = of("n1");
        var other = of("n2");
        history.report(one, new Said.Claimed());
        history.report(other, new Said.Claimed());
        var before = scheduled();
        history.steer(verb);
        assertThat(history.open()).containsExactly(one, other);
        history.report(one, new Said.Ended(AWAY));
        history.report(other, new Said.Ended(new Outcome.Unknown("cut")));
        assertThat(history.status()).isEqualTo(held);
        assertThat(scheduled()).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource(
            value = Verb.class,
            names = {"CANCEL", "PAUSE"})
    void shouldNotWaitForSomebodyElseWhenWhoeverHasItGoesAway(Verb verb) {
        history.report(history.scheduled(), new Said.Claimed());
        history.steer(verb);
        history.tickAfter(Action.LEASE);
        assertThat(history.status()).isIn(Status.CANCELLED, Status.PAUSED);
        assertThat(scheduled()).isOne();
    }

    @Test
    void shouldGoOnWithAllItsAttemptsWhenItIsResumed() {
        seeCluster();
        history.finish(of("n1"), AWAY);
        history.steer(Verb.PAUSE);
        assertThat(history.status()).isEqualTo(Status.PAUSED);
        history.steer(Verb.RESUME);
        assertThat(history.status()).isEqualTo(Status.INSPECTING);
        history.finish(of("n1"), AWAY);
        assertThat(history.play().status()).isEqualTo(Status.COMPLETED);
        var state = UpgradeProcess.replay(ClusterState.empty(History.CLUSTER), history.records);
        assertThat(state).isEqualTo(history.state);
    }

    @Test
    void shouldEndAPauseThatIsCancelled() {
        history.steer(Verb.PAUSE);
        history.steer(Verb.CANCEL);
        assertThat(history.status()).isEqualTo(Status.CANCELLED);
    }
}
