package dev.windlass.core.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windlass.core.event.Event;
import dev.windlass.core.procedure.Action;
import dev.windlass.core.report.FailureKind;
import dev.windlass.core.report.Outcome;
import dev.windlass.core.request.Request;
import org.junit.jupiter.api.Test;

/** Putting a worker back failed, and a person asks for it again when the cause is gone. */
final class RollbackAgainTest {
    private static final Outcome BROKEN =
            Outcome.failed(FailureKind.PACKAGE, "the repository is away", "bring it back");

    private static History halted() {
        return History.ofARollbackThatFails(BROKEN);
    }

    @Test
    void shouldPutTheWorkerBackWhenItIsAskedForAgain() {
        var history = halted();
        history.steer(Request.Verb.ROLLBACK);
        assertThat(history.status()).isEqualTo(Status.ROLLING_BACK);
        // A person may have uncordoned it meanwhile: it is emptied once more, which is quick where nothing came.
        assertThat(history.scheduled().step().words()).isEqualTo("cordon n1");
        assertThat(history.play().status()).isEqualTo(Status.ROLLED_BACK);
        assertThat(history.events(Event.RollbackStarted.class)).hasSize(2);
        assertThat(history.state.upgrade().orElseThrow().cordoned()).isEmpty();
    }

    @Test
    void shouldStillGoForwardWhenARetryIsAskedFor() {
        var history = halted();
        history.steer(Request.Verb.RETRY);
        assertThat(history.play().status()).isEqualTo(Status.COMPLETED);
    }

    @Test
    void shouldNameBothWaysOnInTheHalt() {
        assertThat(halted().events(Event.UpgradeHalted.class).getFirst().lookAt())
                .contains("windlass retry demo --reason TEXT to go forward", "windlass rollback demo --reason TEXT");
    }

    @Test
    void shouldRefuseASecondRollbackWhileTheFirstGoesOn() {
        var history = History.ofUpgrade().playUntil(Action.INSTALL_KUBELET, "n1");
        history.finish(history.scheduled(), BROKEN);
        assertThat(history.status()).isEqualTo(Status.ROLLING_BACK);
        assertThat(history.steer(Request.Verb.ROLLBACK))
                .singleElement()
                .satisfies(record -> assertThat(record.event()).isInstanceOf(Event.RequestRefused.class));
    }
}
