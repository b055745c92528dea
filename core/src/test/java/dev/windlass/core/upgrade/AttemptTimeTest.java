package dev.windlass.core.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windlass.core.event.Event;
import dev.windlass.core.event.EventRecord;
import dev.windlass.core.procedure.Action;
import dev.windlass.core.report.FailureKind;
import dev.windlass.core.report.Outcome;
import dev.windlass.core.report.Report.Said;
import dev.windlass.core.request.Policy;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The time in which somebody had a step counts, through all hand-overs; the time in which nobody had it does not. */
final class AttemptTimeTest {
    private static final Duration MOST = Deadlines.plannersOwn(Action.INSTALL_KUBELET, Policy.DEFAULT);

    private final History history = History.ofUpgrade().playUntil(Action.INSTALL_KUBELET, "n1");

    private void claim() {
        history.report(history.scheduled(), new Said.Claimed());
    }

    /** It says so every second; nobody looks at the time. */
    private void isAtItFor(Duration time) {
        for (var end = history.now.plus(time); history.now.isBefore(end); ) {
            history.now = history.now.plusSeconds(1);
            history.report(history.scheduled(), new Said.Progressed("on it", ""));
        }
    }

    @Test
    void shouldFailAStepThatKillsEveryExecutorThatTakesIt() {
        var attempt = history.scheduled().attempt();
        for (var taken = 0L; history.events(Event.StepFailed.class).isEmpty(); taken++) {
            assertThat(Action.LEASE.multipliedBy(taken)).isLessThanOrEqualTo(MOST);
            claim();
            history.tickAfter(Action.LEASE);
        }
        assertThat(history.events(Event.LeaseExpired.class))
                .hasSize((int) (MOST.toSeconds() / Action.LEASE.toSeconds()));
        assertThat(history.events(Event.StepFailed.class)).singleElement().satisfies(failed -> {
            assertThat(failed.failure().kind()).isEqualTo(FailureKind.DEADLINE);
            assertThat(failed.attempt()).isEqualTo(attempt);
        });
    }

    @Test
    void shouldCountTheTimeBeforeAHandOver() {
        claim();
        isAtItFor(MOST.minusSeconds(5));
        history.report(history.scheduled(), new Said.HandedOver());
        claim();
        assertThat(history.tickAfter(Duration.ofSeconds(4))).isEmpty();
        assertThat(history.tickAfter(Duration.ofSeconds(1)))
                .extracting(EventRecord::event)
                .hasExactlyElementsOfTypes(Event.StepFailed.class);
    }

    @Test
    void shouldNotCountTheTimeInWhichNobodyHadIt() {
        claim();
        history.tickAfter(Action.LEASE);
        assertThat(history.tickAfter(MOST.multipliedBy(3)))
                .extracting(EventRecord::event)
                .hasExactlyElementsOfTypes(Event.StepScheduled.class);
        claim();
        var step = history.state.active().orElseThrow().inFlight().getFirst();
        assertThat(((StepState.Progress.Started) step.progress()).deadline())
                .isEqualTo(history.now.plus(MOST).minus(Action.LEASE));
        assertThat(history.play().status()).isEqualTo(Status.COMPLETED);
    }

    @Test
    void shouldFailAtTheNextTickWhenAllTheTimeWasUsedUpBeforeTheHandOver() {
        claim();
        isAtItFor(MOST.plusSeconds(1));
        history.report(history.scheduled(), new Said.HandedOver());
        claim();
        assertThat(history.state.nextDeadline().orElseThrow()).isBeforeOrEqualTo(history.now);
        history.tickAfter(Duration.ZERO);
        assertThat(history.events(Event.StepFailed.class))
                .extracting(failed -> failed.failure().kind())
                .containsExactly(FailureKind.DEADLINE);
    }

    @Test
    void shouldNotCountTheTimeInWhichNobodyAskedForAnUnknownOutcomeAgain() {
        claim();
        history.now = history.now.plusSeconds(60);
        history.report(history.scheduled(), new Said.Ended(new Outcome.Unknown("cut")));
        history.tickAfter(Duration.ofSeconds(20));
        history.now = history.now.plus(MOST.multipliedBy(2));
        claim();
        history.report(history.scheduled(), new Said.Ended(new Outcome.Unknown("still cut")));
        assertThat(history.events(Event.StepFailed.class)).isEmpty();
        assertThat(history.events(Event.StepUnknown.class)).hasSize(2);
    }

    @Test
    void shouldNotCountTheTimeInWhichNoPlannerWasThere() {
        claim();
        history.now = history.now.plus(MOST.multipliedBy(2));
        assertThat(history.tickAfter(Duration.ZERO))
                .extracting(EventRecord::event)
                .hasExactlyElementsOfTypes(Event.LeaseExpired.class, Event.StepScheduled.class);
        claim();
        var step = history.state.active().orElseThrow().inFlight().getFirst();
        assertThat(((StepState.Progress.Started) step.progress()).deadline())
                .isEqualTo(history.now.plus(MOST).minus(Action.LEASE));
    }

    @Test
    void shouldAskAgainForAnUnknownOutcomeAfterATimeWithoutAPlanner() {
        claim();
        history.now = history.now.plusSeconds(60);
        history.report(history.scheduled(), new Said.Ended(new Outcome.Unknown("cut")));
        assertThat(history.tickAfter(MOST.multipliedBy(2)))
                .extracting(EventRecord::event)
                .hasExactlyElementsOfTypes(Event.StepScheduled.class);
    }

    /** What is read late was said before. */
    @Test
    void shouldNotFailForAnUnknownOutcomeThatWaitedForAPlanner() {
        claim();
        history.now = history.now.plus(MOST.multipliedBy(2));
        history.report(history.scheduled(), new Said.Ended(new Outcome.Unknown("cut")));
        assertThat(history.events(Event.StepFailed.class)).isEmpty();
        assertThat(history.events(Event.StepUnknown.class)).hasSize(1);
        history.tickAfter(Duration.ofSeconds(20));
        claim();
        assertThat(history.play().status()).isEqualTo(Status.COMPLETED);
    }

    @Test
    void shouldSayAgainWhatNobodyTakes() {
        var lost = history.scheduled();
        assertThat(history.state.nextDeadline()).contains(history.now.plus(Deadlines.ROUND));
        assertThat(history.tickAfter(Deadlines.ROUND.minusSeconds(1))).isEmpty();
        assertThat(history.tickAfter(Duration.ofSeconds(1)))
                .extracting(EventRecord::event)
                .hasExactlyElementsOfTypes(Event.StepScheduled.class);
        assertThat(history.tickAfter(Deadlines.ROUND.multipliedBy(7)))
                .as("however late it is noticed")
                .hasSize(1);
        assertThat(history.state.nextDeadline())
                .hasValueSatisfying(next -> assertThat(next).isAfter(history.now));
        assertThat(history.scheduled().attempt()).isEqualTo(lost.attempt());
        assertThat(history.scheduled().token()).isGreaterThan(lost.token());
        assertThat(history.play().status()).isEqualTo(Status.COMPLETED);
    }

    @Test
    void shouldGiveTheNextAttemptAllItsTime() {
        claim();
        history.tickAfter(Action.LEASE);
        claim();
        history.report(
                history.scheduled(),
                new Said.Ended(Outcome.failedForNow(FailureKind.PACKAGE, "the mirror is away", "")));
        history.tickAfter(Duration.ofSeconds(5));
        claim();
        var step = history.state.active().orElseThrow().inFlight().getFirst();
        assertThat(((StepState.Progress.Started) step.progress()).deadline()).isEqualTo(history.now.plus(MOST));
    }
}
