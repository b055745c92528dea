package dev.windlass.core.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windlass.core.event.Event;
import dev.windlass.core.procedure.Action;
import dev.windlass.core.report.FailureKind;
import dev.windlass.core.report.Outcome;
import dev.windlass.core.report.Report.Said;
import dev.windlass.core.request.Request;
import org.junit.jupiter.api.Test;

/** Where the configuration can't be kept, nothing was changed, and so nothing is put back. */
final class NothingKeptTest {
    private static final Outcome FULL = Outcome.failed(FailureKind.DISK_FULL, "/var/lib is full on n1", "make room");

    private static History full() {
        return History.ofUpgrade().playFailing(Action.SAVE_CONFIGURATION, "n1", FULL);
    }

    @Test
    void shouldHaltAndSayThatTheWorkerWasNotTouched() {
        var history = full();
        assertThat(history.status()).isEqualTo(Status.HALTED);
        assertThat(history.events(Event.RollbackStarted.class)).isEmpty();
        var halted = history.events(Event.UpgradeHalted.class).getFirst();
        assertThat(halted.reason()).contains("save configuration n1", "/var/lib is full on n1 (make room)");
        assertThat(halted.lookAt()).contains("n1 was not touched", "disk", "windlass retry demo");
        assertThat(halted.leftCordoned()).isEmpty();
    }

    @Test
    void shouldGoOnWhenItIsRetried() {
        var history = full();
        history.steer(Request.Verb.RETRY);
        assertThat(history.scheduled().step().words()).isEqualTo("save configuration n1");
        assertThat(history.play().status()).isEqualTo(Status.COMPLETED);
    }

    @Test
    void shouldRefuseToPutAWorkerBackThatWasNotTouched() {
        var history = full();
        assertThat(history.steer(Request.Verb.ROLLBACK))
                .singleElement()
                .satisfies(record -> assertThat(((Event.RequestRefused) record.event()).hint())
                        .isEqualTo("n1 was not touched, so there is nothing to put back"));
        assertThat(history.status()).isEqualTo(Status.HALTED);
    }

    @Test
    void shouldHaltWhenARollbackIsAskedForWhileTheConfigurationIsKeptAndThatFails() {
        var history = History.ofUpgrade().playUntil(Action.SAVE_CONFIGURATION, "n1");
        var save = history.scheduled();
        history.report(save, new Said.Claimed());
        history.steer(Request.Verb.ROLLBACK);
        history.report(save, new Said.Ended(FULL));
        assertThat(history.status()).isEqualTo(Status.HALTED);
        assertThat(history.state.upgrade().orElseThrow().end())
                .contains("a rollback was asked for (because)", "n1 was not touched");
    }

    @Test
    void shouldPutTheWorkerBackWhenARollbackIsAskedForAndItsConfigurationWasKept() {
        var history = History.ofUpgrade().playUntil(Action.SAVE_CONFIGURATION, "n1");
        var save = history.scheduled();
        history.report(save, new Said.Claimed());
        history.steer(Request.Verb.ROLLBACK);
        history.report(save, new Said.Ended(history.success(save)));
        assertThat(history.scheduled().step().words()).isNotEqualTo("switch repository n1");
        assertThat(history.play().status()).isEqualTo(Status.ROLLED_BACK);
    }
}
