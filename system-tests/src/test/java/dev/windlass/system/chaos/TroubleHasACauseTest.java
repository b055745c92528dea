package dev.windlass.system.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** S10 bites where a fault is too far away, too long ago, or of a kind that does not show so. */
final class TroubleHasACauseTest {
    private final SmallRound round = SmallRound.begun();

    @BeforeEach
    void install() {
        round.scheduled("s003", "install-kubelet", "w1", 1);
    }

    @Test
    void shouldTakeAFaultOfTheNodeThatMayShowSo() {
        strike(FaultKind.APT_BROKEN, "w1");
        round.failed("s003", 1, "package");

        assertThat(violations()).isEmpty();
    }

    @Test
    void shouldFindAFailureThatNothingExplains() {
        round.failed("s003", 1, "package").put("message", "apt-get ended with status 100");

        assertThat(violations())
                .containsExactly(
                        "nothing explains event 5, StepFailed s003 install-kubelet: apt-get ended with status 100");
    }

    @Test
    void shouldNotTakeAFaultOfAService() {
        strike(FaultKind.KILL_PLANNER, "planner-a");
        strike(FaultKind.STOP_VALIDATOR, "validator-a");
        strike(FaultKind.KILL_EXECUTOR, "executor-a");
        round.failed("s003", 1, "package");

        assertThat(violations()).hasSize(1);
    }

    @Test
    void shouldTakeAFaultOfAServiceWhereTimeRanOut() {
        strike(FaultKind.KILL_BROKER, "broker");
        round.failed("s003", 1, "deadline");

        assertThat(violations()).isEmpty();
    }

    @Test
    void shouldNotTakeAFaultOfAnotherWorker() {
        strike(FaultKind.REBOOT, "w2");
        round.failed("s003", 1, "other");

        assertThat(violations()).hasSize(1);
    }

    @Test
    void shouldTakeAControlPlanesFaultAsFarAsItIsFeltThroughTheApi() {
        strike(FaultKind.REBOOT, "cp1");
        round.failed("s003", 1, "other").put("retryAt", "soon");
        round.scheduled("s003", "install-kubelet", "w1", 2);
        round.failed("s003", 2, "lost");

        assertThat(violations()).singleElement().asString().contains("event 8");
    }

    @Test
    void shouldNotTakeAFaultThatShowsOtherwise() {
        strike(FaultKind.SSH_CUT, "w1");
        strike(FaultKind.APT_BROKEN, "w1");
        round.failed("s003", 1, "validation");

        assertThat(violations()).hasSize(1);
    }

    @Test
    void shouldNotTakeWhatWasOverLongBefore() {
        var scheduled = round.observed().events().get(2).at();
        round.faults.add(new Fault(FaultKind.REBOOT, "w1", scheduled.minusSeconds(300), scheduled.minusSeconds(121)));
        round.failed("s003", 1, "other");

        assertThat(violations()).hasSize(1);
        round.faults.add(new Fault(FaultKind.REBOOT, "w1", scheduled.minusSeconds(300), scheduled.minusSeconds(119)));
        assertThat(violations()).isEmpty();
    }

    @Test
    void shouldTakeAnyNodesFaultWherePodsHaveToGoSomewhere() {
        strike(FaultKind.PARTITION, "w2");
        round.about("StepSucceeded", "s003", 1);
        round.scheduled("s005", "drain", "w1", 1);
        round.failed("s005", 1, "drain-blocked");

        assertThat(violations()).isEmpty();
    }

    @Test
    void shouldTakeAPersonsPauseOnlyWhereAnInspectionIsLeft() {
        strike(FaultKind.PERSON_PAUSE, "person");
        round.failed("s003", 1, "other");
        round.scheduled("i001", "inspect-node", "w1", 1);
        round.failed("i001", 1, "other");

        assertThat(violations()).singleElement().asString().contains("install-kubelet");
    }

    @Test
    void shouldFindALeaseThatIsLostThoughNothingHeldItsActorUp() {
        strike(FaultKind.STOP_VALIDATOR, "validator-a");
        strike(FaultKind.REBOOT, "w1");
        round.about("LeaseExpired", "s003", 1);

        assertThat(violations()).hasSize(1);
        strike(FaultKind.STOP_EXECUTOR, "executor-a");
        assertThat(violations()).isEmpty();
    }

    @Test
    void shouldFindADoubtThatNothingExplains() {
        strike(FaultKind.DISK_FULL, "w1");
        round.about("StepUnknown", "s003", 1);

        assertThat(violations()).hasSize(1);
        strike(FaultKind.SSHD_DOWN, "w1");
        assertThat(violations()).isEmpty();
    }

    @Test
    void shouldFindARollbackOfANodeOnWhichNothingFailedForGood() {
        strike(FaultKind.APT_BROKEN, "w1");
        round.failed("s003", 1, "package").put("retryAt", "soon");
        round.add(round.event("RollbackStarted").put("node", "w1").put("rollback", true));

        assertThat(violations()).singleElement().asString().contains("RollbackStarted");
    }

    @Test
    void shouldFindARollbackOfAnotherNode() {
        strike(FaultKind.APT_BROKEN, "w1");
        round.failed("s003", 1, "package");
        round.add(round.event("RollbackStarted").put("node", "w2").put("rollback", true));

        assertThat(violations()).singleElement().asString().contains("RollbackStarted");
    }

    @Test
    void shouldTakeARollbackAfterAFailureForGood() {
        strike(FaultKind.APT_BROKEN, "w1");
        round.failed("s003", 1, "package");
        round.add(round.event("RollbackStarted").put("node", "w1").put("rollback", true));
        round.succeeds("r1-1", "restore-node", "w1", "restore-node tc-1a-h1");
        round.add(round.event("UpgradeRolledBack").put("node", "w1"));

        assertThat(violations()).isEmpty();
    }

    @Test
    void shouldFindEndsThatNothingLedTo() {
        strike(FaultKind.KILL_EXECUTOR, "executor-a");
        round.about("StepSucceeded", "s003", 1);
        round.add(round.event("UpgradeHalted"));
        round.add(round.event("UpgradeRolledBack"));
        round.add(round.event("UpgradeRefused"));

        assertThat(violations()).hasSize(3);
    }

    @Test
    void shouldTakeAHaltAfterAControlPlaneWasReleasedButNoRollback() {
        strike(FaultKind.REBOOT, "cp1");
        round.scheduled("s002", "drain", "cp1", 1);
        round.failed("s002", 1, "drain-blocked");
        round.add(round.event("RollbackStarted").put("node", "cp1").put("rollback", false));
        round.succeeds("r1-1", "uncordon", "cp1", "");
        round.add(round.event("UpgradeHalted"));

        assertThat(violations()).isEmpty();
        round.add(round.event("UpgradeRolledBack"));
        assertThat(violations()).hasSize(1);
    }

    @Test
    void shouldTakeARefusalWhereANodeWasInTrouble() {
        strike(FaultKind.PARTITION, "w2");
        round.add(round.event("UpgradeRefused"));

        assertThat(violations()).isEmpty();
    }

    private void strike(FaultKind kind, String target) {
        round.faults.add(new Fault(
                kind, target, round.now().minusSeconds(15), round.now().minusSeconds(11)));
    }

    private List<String> violations() {
        return new TroubleHasACause().violations(round.observed());
    }
}
