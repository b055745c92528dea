package dev.windlass.core.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windlass.core.event.Event;
import dev.windlass.core.event.EventRecord;
import dev.windlass.core.plan.Clusters;
import dev.windlass.core.plan.PlanDigest;
import dev.windlass.core.procedure.Action;
import dev.windlass.core.report.FailureKind;
import dev.windlass.core.report.Outcome;
import dev.windlass.core.report.Report.Said;
import dev.windlass.core.request.Request;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class UpgradeProcessTest {
    private static final Outcome BROKEN =
            Outcome.failed(FailureKind.VALIDATION, "the kubelet is at v1.19.9, not v1.20.2", "");

    @Test
    void shouldTakeAClusterToItsTarget() {
        var history = History.ofUpgrade().play();
        assertThat(history.status()).isEqualTo(Status.COMPLETED);
        assertThat(history.events(Event.NodeValidated.class))
                .extracting(e -> e.node() + " " + e.version())
                .containsExactly("m1 v1.20.2", "n1 v1.20.2", "n2 v1.20.2");
        assertThat(history.events(Event.UpgradeCompleted.class)).hasSize(1);
    }

    @Test
    void shouldInspectAllHostsAtOnceAndOnlyThenPlan() {
        var history = History.ofUpgrade();
        history.finish(history.scheduled(), history.success(history.scheduled()));
        assertThat(history.open())
                .extracting(a -> a.step().words())
                .containsExactly("inspect node m1", "inspect node n1", "inspect node n2");
        assertThat(history.events(Event.PlanMade.class)).isEmpty();
    }

    @Test
    void shouldChangeNothingForAPlan() {
        var history = new History(Clusters.cluster("v1.19.9", 1, 2), "1.20.2");
        history.tell(new Input.Requested(history.upgradeTo("v1.20.2", true), history.now));
        history.play();
        assertThat(history.status()).isEqualTo(Status.PLANNED);
        assertThat(history.schedules()).allMatch(step -> step.startsWith("inspect"));
    }

    @Test
    void shouldRunOnlyThePlanThatWasAskedFor() {
        var history = new History(Clusters.cluster("v1.19.9", 1, 2), "1.20.2");
        var request = history.upgradeTo("v1.20.2", false);
        var other = new Request.ToUpgrade(
                request.id(),
                request.cluster(),
                request.target(),
                request.policy(),
                false,
                Optional.of(new PlanDigest("0".repeat(64))),
                "",
                "me");
        history.tell(new Input.Requested(other, history.now));
        history.play();
        assertThat(history.status()).isEqualTo(Status.REFUSED);
        assertThat(history.events(Event.PlanMade.class)).isEmpty();
    }

    @Test
    void shouldRefuseWithEveryReasonWhenHostsCanNotBeRead() {
        var history = History.ofUpgrade();
        history.play(
                a -> a.step().action() == Action.INSPECT_NODE && !History.is(a, Action.INSPECT_NODE, "m1")
                        ? Outcome.failed(
                                FailureKind.HOST_KEY,
                                "the host key of " + a.step().node().orElseThrow() + " has changed",
                                "check it")
                        : history.success(a),
                a -> false);
        assertThat(history.status()).isEqualTo(Status.REFUSED);
        assertThat(history.events(Event.UpgradeRefused.class).getFirst().reasons())
                .containsExactly(
                        "the host key of n1 has changed (check it)", "the host key of n2 has changed (check it)");
    }

    @Test
    void shouldNameTheNextStepOnlyAfterTheGate() {
        var history = History.ofUpgrade().playUntil(Action.VALIDATE_NODE, "n1");
        assertThat(history.schedules()).doesNotContain("uncordon n1");
        history.finish(history.scheduled(), history.success(history.scheduled()));
        assertThat(history.schedules()).endsWith("uncordon n1");
    }

    @Test
    void shouldPutAWorkerBackWhenItsValidationFails() {
        var history = History.ofUpgrade();
        history.play(
                a -> History.is(a, Action.VALIDATE_NODE, "n2")
                                && a.version().orElseThrow().toString().equals("v1.20.2")
                        ? BROKEN
                        : history.success(a),
                a -> false);
        assertThat(history.status()).isEqualTo(Status.ROLLED_BACK);
        assertThat(history.schedules())
                .endsWith("validate node n2", "restore node n2", "validate node n2", "uncordon n2");
        assertThat(history.events(Event.NodeValidated.class).getLast().version())
                .hasToString("v1.19.9");
        assertThat(history.state.upgrade().orElseThrow().cordoned()).isEmpty();
    }

    @Test
    void shouldTakeARolledBackWorkerAgainOnRetryWithNewAttempts() {
        var history = History.ofUpgrade();
        history.playFailing(Action.INSTALL_KUBELET, "n2", Outcome.failed(FailureKind.PACKAGE, "no", ""));
        assertThat(history.status()).isEqualTo(Status.ROLLED_BACK);
        history.steer(Request.Verb.RETRY);
        assertThat(history.scheduled().step().words()).isEqualTo("save configuration n2");
        assertThat(history.scheduled().attempt()).isEqualTo(2);
        history.play();
        assertThat(history.status()).isEqualTo(Status.COMPLETED);
    }

    @Test
    void shouldNeverUseTheNameOfAnAttemptTwice() {
        var history = History.ofUpgrade();
        history.playFailing(Action.DRAIN, "n1", Outcome.failed(FailureKind.DRAIN_BLOCKED, "pdb", ""));
        history.steer(Request.Verb.RETRY);
        history.playFailing(Action.DRAIN, "n1", Outcome.failed(FailureKind.DRAIN_BLOCKED, "pdb", ""));
        history.steer(Request.Verb.RETRY);
        history.play();
        var names = history.events(Event.StepScheduled.class).stream()
                .map(e -> RunName.of(
                        history.state.upgrade().orElseThrow().id(),
                        e.assignment().step().id(),
                        e.assignment().attempt()))
                .toList();
        assertThat(new HashSet<>(names)).hasSameSizeAs(names);
    }

    @Test
    void shouldHaltWhenAControlPlaneFails() {
        var history = History.ofUpgrade();
        history.playFailing(Action.KUBEADM_UPGRADE_APPLY, "m1", Outcome.failed(FailureKind.KUBEADM, "exit 1", ""));
        assertThat(history.status()).isEqualTo(Status.HALTED);
        var halted = history.events(Event.UpgradeHalted.class).getFirst();
        assertThat(halted.reason()).contains("kubeadm upgrade apply m1", "exit 1");
        assertThat(halted.lookAt()).contains("on m1", "crictl", "windlass retry demo");
        assertThat(halted.leftCordoned()).isEmpty();
    }

    @Test
    void shouldMakeAControlPlaneSchedulableAgainWhenItsKubeletWasNotTouched() {
        var history = History.ofUpgrade();
        history.playFailing(Action.DRAIN, "m1", Outcome.failed(FailureKind.DRAIN_BLOCKED, "pdb", ""));
        assertThat(history.status()).isEqualTo(Status.HALTED);
        assertThat(history.schedules()).endsWith("drain m1", "uncordon m1");
        assertThat(history.state.upgrade().orElseThrow().cordoned()).isEmpty();
        history.steer(Request.Verb.RESUME);
        assertThat(history.scheduled().step().words()).isEqualTo("download packages m1");
        assertThat(history.play().status()).isEqualTo(Status.COMPLETED);
    }

    @Test
    void shouldNameWhatIsLeftCordonedWhenAControlPlaneKubeletFails() {
        var history = History.ofUpgrade();
        history.playFailing(Action.VALIDATE_NODE, "m1", BROKEN);
        assertThat(history.events(Event.UpgradeHalted.class).getFirst().leftCordoned())
                .hasToString("[m1]");
    }

    @Test
    void shouldNotUndoAnUndoing() {
        var history = History.ofARollbackThatFails(BROKEN);
        assertThat(history.status()).isEqualTo(Status.HALTED);
        assertThat(history.events(Event.RollbackStarted.class)).hasSize(1);
        assertThat(history.events(Event.UpgradeHalted.class).getFirst().reason())
                .contains("putting n1 back failed");
    }

    @Test
    void shouldTryAgainLaterAndWithANewAttempt() {
        var history = History.ofUpgrade().playUntil(Action.INSTALL_KUBEADM, "m1");
        var first = history.scheduled();
        history.finish(first, Outcome.failedForNow(FailureKind.PACKAGE, "the mirror is away", ""));
        assertThat(history.tickAfter(Duration.ofSeconds(4))).isEmpty();
        history.tickAfter(Duration.ofSeconds(1));
        var second = history.scheduled();
        assertThat(second.attempt()).isEqualTo(2);
        assertThat(second.token()).isGreaterThan(first.token());
    }

    @Test
    void shouldAskForTheSameAttemptAgainWhenTheOutcomeIsUnknown() {
        var history = History.ofUpgrade().playUntil(Action.KUBEADM_UPGRADE_APPLY, "m1");
        var first = history.scheduled();
        history.finish(first, new Outcome.Unknown("the connection was cut"));
        history.tickAfter(Duration.ofSeconds(30));
        var second = history.scheduled();
        assertThat(second.attempt()).isEqualTo(first.attempt());
        assertThat(second.token()).isGreaterThan(first.token());
    }

    @Test
    void shouldFailAnAttemptWhoseOutcomeStaysUnknownPastItsDeadline() {
        var history = History.ofUpgrade().playUntil(Action.CORDON, "n1");
        var first = history.scheduled();
        history.play(
                a -> a.attempt() == first.attempt() && a.step().equals(first.step())
                        ? new Outcome.Unknown("no answer")
                        : history.success(a),
                a -> false);
        assertThat(history.events(Event.StepFailed.class))
                .extracting(e -> e.failure().kind())
                .containsExactly(FailureKind.UNREACHABLE);
        assertThat(history.status()).isEqualTo(Status.COMPLETED);
    }

    @Test
    void shouldGiveAStepToAnotherWhenItsOwnerGoesSilent() {
        var history = History.ofUpgrade().playUntil(Action.DRAIN, "n1");
        var first = history.scheduled();
        history.report(first, new Said.Claimed());
        history.now = history.now.plusSeconds(10);
        history.report(first, new Said.Progressed("2 of 3 pods gone", ""));
        assertThat(history.tickAfter(Action.LEASE.minusSeconds(1))).isEmpty();
        assertThat(history.tickAfter(Duration.ofSeconds(1)))
                .extracting(EventRecord::event)
                .hasExactlyElementsOfTypes(Event.LeaseExpired.class, Event.StepScheduled.class);
        var second = history.scheduled();
        assertThat(second.attempt()).isEqualTo(first.attempt());
        history.report(first, new Said.Ended(history.success(first)));
        assertThat(history.events(Event.ReportRefused.class))
                .singleElement()
                .satisfies(e -> assertThat(e.reason()).contains("token"));
        assertThat(history.state
                        .upgrade()
                        .orElseThrow()
                        .step(first.step().id())
                        .orElseThrow()
                        .inFlight())
                .isTrue();
    }

    @Test
    void shouldGiveAStepThatIsHandedOverToAnotherAtOnce() {
        var history = History.ofUpgrade().playUntil(Action.KUBEADM_UPGRADE_APPLY, "m1");
        var first = history.scheduled();
        history.report(first, new Said.Claimed());
        history.report(first, new Said.HandedOver());
        assertThat(history.scheduled().attempt()).isEqualTo(first.attempt());
        assertThat(history.scheduled().token()).isGreaterThan(first.token());
    }

    @Test
    void shouldWaitForAnActorForeverAndSaySo() {
        var history = History.ofUpgrade().playUntil(Action.DRAIN, "n1");
        for (var i = 0; i < 60; i++) {
            assertThat(history.tickAfter(Duration.ofMinutes(5)))
                    .extracting(EventRecord::event)
                    .hasExactlyElementsOfTypes(Event.StepScheduled.class);
        }
        assertThat(Situation.of(history.state, history.now).waits())
                .singleElement()
                .asString()
                .isEqualTo("drain n1: waits since 5 h 0 min for an executor to take it");
    }

    @Test
    void shouldRefuseASecondClaimAndReportsOfEndedSteps() {
        var history = History.ofUpgrade().playUntil(Action.CORDON, "n1");
        var cordon = history.scheduled();
        history.report(cordon, new Said.Claimed(), "e1");
        history.report(cordon, new Said.Claimed(), "e2");
        history.report(cordon, new Said.Ended(history.success(cordon)), "e1");
        history.report(cordon, new Said.Ended(BROKEN), "e1");
        assertThat(history.events(Event.ReportRefused.class))
                .extracting(Event.ReportRefused::reason)
                .containsExactly("e1 has the step", "the step has succeeded");
    }

    @Test
    void shouldNotTakeASuccessWithoutItsFinding() {
        var history = History.ofUpgrade();
        history.finish(history.scheduled(), Outcome.succeeded("I saw a cluster"));
        assertThat(history.events(Event.StepFailed.class)).hasSize(1);
    }

    @Test
    void shouldRefuseASecondRequestForABusyClusterAndSayWhy() {
        var history = History.ofUpgrade();
        var refused = history.request("v1.20.2");
        assertThat(refused).singleElement().satisfies(record -> {
            assertThat(record.upgrade()).isEmpty();
            assertThat(((Event.RequestRefused) record.event()).reason())
                    .contains("cluster demo is busy with upgrade demo-");
        });
    }

    @Test
    void shouldAnswerARequestOnce() {
        var history = new History(Clusters.cluster("v1.20.2", 1, 0), "1.20.2");
        var request = history.upgradeTo("v1.20.2", false);
        history.tell(new Input.Requested(request, history.now));
        history.play();
        assertThat(history.status()).isEqualTo(Status.COMPLETED);
        assertThat(history.tell(new Input.Requested(request, history.now)))
                .extracting(EventRecord::event)
                .hasExactlyElementsOfTypes(Event.RequestRefused.class);
    }

    @Test
    void shouldRememberOtherRequestsHoweverOftenOneIsPublished() {
        var history = History.ofUpgrade();
        var first = history.state.requests().getFirst();
        var again = history.upgradeTo("v1.20.2", false);
        for (var times = 0; times <= ClusterState.REMEMBERED_REQUESTS; times++) {
            history.tell(new Input.Requested(again, history.now));
        }
        assertThat(history.state.requests()).containsExactly(first, again.id());
    }

    @Test
    void shouldFinishTheNodeInHandBeforeAPauseHolds() {
        var history = History.ofUpgrade().playUntil(Action.DRAIN, "n1");
        history.steer(Request.Verb.PAUSE);
        assertThat(history.status()).isEqualTo(Status.PAUSING);
        history.play();
        assertThat(history.status()).isEqualTo(Status.PAUSED);
        assertThat(history.schedules()).endsWith("validate workloads n1");
        history.steer(Request.Verb.RESUME);
        assertThat(history.play().status()).isEqualTo(Status.COMPLETED);
    }

    @Test
    void shouldFinishTheNodeInHandBeforeACancellationEnds() {
        var history = History.ofUpgrade().playUntil(Action.CORDON, "n1");
        history.steer(Request.Verb.CANCEL);
        history.play();
        assertThat(history.status()).isEqualTo(Status.CANCELLED);
        assertThat(history.schedules()).endsWith("validate workloads n1");
        assertThat(history.state.upgrade().orElseThrow().end()).contains("validate workloads n1");
    }

    @Test
    void shouldCancelBeforeAnythingWasChanged() {
        var history = History.ofUpgrade();
        history.steer(Request.Verb.CANCEL);
        history.play();
        assertThat(history.status()).isEqualTo(Status.CANCELLED);
        assertThat(history.schedules()).allMatch(step -> step.startsWith("inspect"));
    }

    @Test
    void shouldPutTheWorkerInHandBackWhenAPersonAsks() {
        var history = History.ofUpgrade().playUntil(Action.DRAIN, "n1");
        history.steer(Request.Verb.ROLLBACK);
        history.play();
        assertThat(history.status()).isEqualTo(Status.ROLLED_BACK);
        assertThat(history.schedules()).endsWith("drain n1", "restore node n1", "validate node n1", "uncordon n1");
    }

    @Test
    void shouldNotWaitForABlockedDrainWhenAPersonAsksForARollback() {
        var history = History.ofUpgrade().playUntil(Action.DRAIN, "n1");
        history.report(history.scheduled(), new Said.Claimed());
        history.steer(Request.Verb.ROLLBACK);
        assertThat(history.scheduled().step().words()).isEqualTo("restore node n1");
        assertThat(history.play().status()).isEqualTo(Status.ROLLED_BACK);
    }

    @Test
    void shouldLetAVerbOnANodeEndBeforeARollback() {
        var history = History.ofUpgrade().playUntil(Action.INSTALL_KUBELET, "n1");
        var install = history.scheduled();
        history.report(install, new Said.Claimed());
        history.steer(Request.Verb.ROLLBACK);
        assertThat(history.open()).containsExactly(install);
        history.report(install, new Said.Ended(history.success(install)));
        assertThat(history.scheduled().step().words()).isEqualTo("restore node n1");
    }

    @Test
    void shouldEmptyAWorkerThatIsInServiceBeforeItGoesBack() {
        var history = History.ofUpgrade();
        history.playFailing(Action.VALIDATE_WORKLOADS, "n1", BROKEN);
        assertThat(history.status()).isEqualTo(Status.HALTED);
        history.steer(Request.Verb.ROLLBACK);
        history.play();
        assertThat(history.status()).isEqualTo(Status.ROLLED_BACK);
        assertThat(history.schedules())
                .endsWith("cordon n1", "drain n1", "restore node n1", "validate node n1", "uncordon n1");
    }

    @Test
    void shouldGoBackToTheFormerVersionAlsoWhenTheGateHadPassed() {
        var history = new History(Clusters.cluster("v1.19.9", 1, 1), "1.20.2", "1.21.1");
        history.request("v1.21.1");
        history.play(
                a -> History.is(a, Action.VALIDATE_WORKLOADS, "n1") && a.step().hop() == 2
                        ? BROKEN
                        : history.success(a),
                a -> false);
        history.steer(Request.Verb.ROLLBACK);
        history.play();
        assertThat(history.events(Event.NodeValidated.class))
                .extracting(e -> e.node() + " " + e.version())
                .endsWith("n1 v1.20.2", "m1 v1.21.1", "n1 v1.21.1", "n1 v1.20.2");
    }

    @Test
    void shouldNotPutAControlPlaneBack() {
        var history = History.ofUpgrade().playUntil(Action.DRAIN, "m1");
        assertThat(history.steer(Request.Verb.ROLLBACK))
                .extracting(EventRecord::event)
                .singleElement()
                .satisfies(event ->
                        assertThat(((Event.RequestRefused) event).hint()).contains("kubeadm has no downgrade"));
    }

    @Test
    void shouldExpectWorkersThatSkippedAHopWhereTheyAre() {
        var history = new History(Clusters.cluster("v1.28.3", 1, 1), "1.29.9", "1.30.2");
        history.request("v1.30.2");
        history.play();
        var expected = history.events(Event.StepScheduled.class).stream()
                .map(Event.StepScheduled::assignment)
                .filter(a -> a.step().action() == Action.VALIDATE_CLUSTER)
                .map(a -> a.kubelets().toString())
                .toList();
        assertThat(expected).isEqualTo(List.of("{m1=v1.29.9, n1=v1.28.3}", "{m1=v1.30.2, n1=v1.30.2}"));
    }

    @Test
    void shouldFoldHistoryToTheStateThatRanLive() {
        var history = History.ofUpgrade();
        history.playFailing(Action.VALIDATE_NODE, "n2", BROKEN);
        var replayed = UpgradeProcess.replay(ClusterState.empty(History.CLUSTER), history.records);
        assertThat(replayed).isEqualTo(history.state);
    }

    @Test
    void shouldKeepTokensRisingWhenTheClockGoesBack() {
        var history = History.ofUpgrade().playUntil(Action.CORDON, "n1");
        history.now = history.now.minusSeconds(100_000);
        history.play();
        assertThat(history.events(Event.StepScheduled.class).stream()
                        .map(e -> e.assignment().token())
                        .toList())
                .isSorted()
                .doesNotHaveDuplicates();
    }
}
