package dev.windlass.core.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windlass.core.event.Event;
import dev.windlass.core.procedure.Action;
import dev.windlass.core.report.FailureKind;
import dev.windlass.core.report.Outcome;
import dev.windlass.core.report.Report.Said;
import dev.windlass.core.request.Request;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How a worker goes back: a kubelet changes its version on an empty node only, and what was kept stays kept. */
final class WayBackTest {
    private static final Outcome BLOCKED =
            Outcome.failed(FailureKind.DRAIN_BLOCKED, "a budget allows no disruption", "change it");
    private static final Outcome FULL = Outcome.failed(FailureKind.DISK_FULL, "the disk is full", "make room");

    /** In service with its new kubelet, and what was evicted does not come back. */
    private static History inService() {
        return History.ofUpgrade()
                .playFailing(
                        Action.VALIDATE_WORKLOADS, "n1", Outcome.failed(FailureKind.VALIDATION, "web is away", "see"));
    }

    private static History failingFrom(History history, Action action, Outcome outcome) {
        return history.play(step -> History.is(step, action, "n1") ? outcome : history.success(step), step -> false);
    }

    /** The drain of the rollback is blocked. */
    private static History notDrained() {
        var history = inService();
        history.steer(Request.Verb.ROLLBACK);
        return failingFrom(history, Action.DRAIN, BLOCKED);
    }

    private static List<String> since(History history, int from) {
        return history.schedules().subList(from, history.schedules().size());
    }

    @Test
    void shouldDrainAgainWhenARollbackWhoseDrainFailedIsAskedForAgain() {
        var history = notDrained();
        assertThat(history.status()).isEqualTo(Status.HALTED);
        var before = history.schedules().size();
        history.steer(Request.Verb.ROLLBACK);
        assertThat(history.play().status()).isEqualTo(Status.ROLLED_BACK);
        assertThat(since(history, before))
                .containsExactly("cordon n1", "drain n1", "restore node n1", "validate node n1", "uncordon n1");
    }

    @Test
    void shouldHaltWhenARetryOfAWorkerInServiceCanNotDrainItEither() {
        var history = notDrained();
        history.steer(Request.Verb.RETRY);
        failingFrom(history, Action.DRAIN, BLOCKED);
        assertThat(history.status()).isEqualTo(Status.HALTED);
        assertThat(history.schedules()).doesNotContain("restore node n1");
        assertThat(history.events(Event.UpgradeHalted.class).getLast().lookAt())
                .contains("windlass rollback demo --reason TEXT to put it back");
    }

    @Test
    void shouldNotDrainForARollbackWhereTheKubeletWasNotTouched() {
        var history = History.ofUpgrade().playUntil(Action.DOWNLOAD_PACKAGES, "n1");
        var download = history.scheduled();
        history.report(download, new Said.Claimed());
        history.steer(Request.Verb.ROLLBACK);
        var before = history.schedules().size();
        history.report(download, new Said.Ended(history.success(download)));
        assertThat(history.play().status()).isEqualTo(Status.ROLLED_BACK);
        assertThat(since(history, before)).containsExactly("restore node n1", "validate node n1", "uncordon n1");
    }

    @Test
    void shouldPutBackWithoutAnotherDrainWhatIsEmpty() {
        var history = History.ofUpgrade().playUntil(Action.RESTART_KUBELET, "n1");
        var before = history.schedules().size();
        failingFrom(history, Action.RESTART_KUBELET, Outcome.failed(FailureKind.OTHER, "no", ""));
        assertThat(history.status()).isEqualTo(Status.ROLLED_BACK);
        assertThat(since(history, before)).containsExactly("restore node n1", "validate node n1", "uncordon n1");
    }

    /** It was put back once, so that its kubelet is the old one: what fails then needs no drain. */
    @Test
    void shouldTakeAWorkerThatWasPutBackForUntouched() {
        var history = History.ofUpgrade().playUntil(Action.RESTART_KUBELET, "n1");
        failingFrom(history, Action.RESTART_KUBELET, Outcome.failed(FailureKind.OTHER, "no", ""));
        assertThat(history.status()).isEqualTo(Status.ROLLED_BACK);
        history.steer(Request.Verb.RETRY);
        var before = history.schedules().size();
        failingFrom(history, Action.DOWNLOAD_PACKAGES, Outcome.failed(FailureKind.PACKAGE, "no", ""));
        assertThat(history.status()).isEqualTo(Status.ROLLED_BACK);
        assertThat(since(history, before))
                .doesNotContain("cordon n1", "drain n1")
                .contains("restore node n1");
    }

    /** A person repaired the node and made it schedulable; then its pods do not leave it. */
    @Test
    void shouldNotGoBackUnderPodsThatCameWhileItWasHalted() {
        var history = History.ofARollbackThatFails(FULL);
        history.steer(Request.Verb.RETRY);
        failingFrom(history, Action.DRAIN, BLOCKED);
        assertThat(history.status()).isEqualTo(Status.HALTED);
        assertThat(history.events(Event.RollbackStarted.class)).hasSize(1);
    }

    /** The copy is on the node, whatever becomes of the second try to make one. */
    @Test
    void shouldStillPutBackWhatWasKeptBeforeARetry() {
        var history = History.ofARollbackThatFails(FULL);
        history.steer(Request.Verb.RETRY);
        failingFrom(history, Action.SAVE_CONFIGURATION, FULL);
        assertThat(history.status()).isEqualTo(Status.HALTED);
        assertThat(history.events(Event.UpgradeHalted.class).getLast().lookAt())
                .doesNotContain("was not touched")
                .contains("df -h /var/lib", "windlass rollback demo --reason TEXT to put it back");
        history.steer(Request.Verb.ROLLBACK);
        assertThat(history.play().status()).isEqualTo(Status.ROLLED_BACK);
    }
}
