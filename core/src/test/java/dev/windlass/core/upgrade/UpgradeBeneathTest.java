package dev.windlass.core.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windlass.core.event.Event;
import dev.windlass.core.procedure.Action;
import dev.windlass.core.report.FailureKind;
import dev.windlass.core.report.Outcome;
import dev.windlass.core.request.Request;
import org.junit.jupiter.api.Test;

/** A plan, or a request that is refused, leaves an upgrade that waits for a person as it was. */
final class UpgradeBeneathTest {
    private static History halted() {
        var history = History.ofUpgrade();
        history.playFailing(Action.KUBEADM_UPGRADE_APPLY, "m1", Outcome.failed(FailureKind.KUBEADM, "exit 1", ""));
        assertThat(history.status()).isEqualTo(Status.HALTED);
        return history;
    }

    private static History planned(History history) {
        history.tell(new Input.Requested(history.upgradeTo("v1.20.2", true), history.now));
        history.play();
        assertThat(history.status()).isEqualTo(Status.PLANNED);
        return history;
    }

    @Test
    void shouldBeTriedAgainAfterAPlan() {
        var history = halted();
        var before = history.state.upgrade().orElseThrow();
        planned(history);
        assertThat(history.state.standing()).contains(before);
        var retried = history.steer(Request.Verb.RETRY);
        assertThat(retried.getFirst().upgrade()).contains(before.id());
        assertThat(retried.getFirst().event()).isInstanceOf(Event.UpgradeRetried.class);
        assertThat(history.scheduled().step().words()).isEqualTo("kubeadm upgrade apply m1");
        assertThat(history.play().status()).isEqualTo(Status.COMPLETED);
        assertThat(UpgradeProcess.replay(ClusterState.empty(History.CLUSTER), history.records))
                .isEqualTo(history.state);
    }

    @Test
    void shouldBeResumedAfterARefusedRequest() {
        var history = halted();
        history.request("v1.21.1");
        history.play();
        assertThat(history.status()).isEqualTo(Status.REFUSED);
        var situation = Situation.of(history.state, history.now);
        assertThat(situation.headline()).contains("to v1.20.2 is halted", "exit 1");
        assertThat(situation.next()).containsExactly("windlass retry demo --reason TEXT");
        history.steer(Request.Verb.RESUME);
        assertThat(history.play().status()).isEqualTo(Status.COMPLETED);
    }

    @Test
    void shouldBeTakenAgainAfterPlansAndACancellationWhenItWasRolledBack() {
        var history = History.ofUpgrade();
        history.playFailing(Action.INSTALL_KUBELET, "n2", Outcome.failed(FailureKind.PACKAGE, "no", ""));
        planned(planned(history));
        history.request("v1.20.2");
        history.steer(Request.Verb.CANCEL);
        assertThat(history.play().status()).isEqualTo(Status.CANCELLED);
        assertThat(history.state.standing().orElseThrow().status()).isEqualTo(Status.ROLLED_BACK);
        history.steer(Request.Verb.RETRY);
        assertThat(history.scheduled().step().words()).isEqualTo("save configuration n2");
    }

    @Test
    void shouldBePutBackAfterAPlanWhenAPersonAsks() {
        var history = History.ofUpgrade();
        history.playFailing(
                Action.VALIDATE_WORKLOADS, "n1", Outcome.failed(FailureKind.VALIDATION, "web has 1 of 2 pods", ""));
        planned(history);
        history.steer(Request.Verb.ROLLBACK);
        assertThat(history.play().status()).isEqualTo(Status.ROLLED_BACK);
    }

    @Test
    void shouldBeHistoryAsSoonAsANewPlanRuns() {
        var history = halted();
        history.request("v1.20.2");
        history.playUntil(Action.CHECK_CLUSTER, "-");
        assertThat(history.state.beneath()).isEmpty();
        assertThat(history.play().status()).isEqualTo(Status.COMPLETED);
        assertThat(history.steer(Request.Verb.RETRY))
                .singleElement()
                .satisfies(record -> assertThat(record.event()).isInstanceOf(Event.RequestRefused.class));
    }

    @Test
    void shouldKeepThePlanRefusedWhileAnUpgradeIsUnderWay() {
        var history = History.ofUpgrade().playUntil(Action.DRAIN, "n1");
        assertThat(history.tell(new Input.Requested(history.upgradeTo("v1.20.2", true), history.now)))
                .singleElement()
                .satisfies(record -> assertThat(record.event()).isInstanceOf(Event.RequestRefused.class));
    }
}
