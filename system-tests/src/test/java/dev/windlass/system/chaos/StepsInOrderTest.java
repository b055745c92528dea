package dev.windlass.system.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** S5, S6: what is scheduled is what is to be done then. */
final class StepsInOrderTest {
    private final SmallRound whole = new SmallRound();
    private final SmallRound round = SmallRound.begun();

    @Test
    void shouldFindAStepThatComesTooEarly() {
        round.succeeds("s002", "cordon", "w1", "");

        assertThat(violations(round))
                .containsExactly("scheduled before s001 had succeeded: event 3, StepScheduled s002 cordon");
    }

    @Test
    void shouldFindAStepAfterTheEnd() {
        whole.succeeds("s004", "uncordon", "w1", "");

        assertThat(violations(whole))
                .anyMatch(words -> words.startsWith("scheduled after the end"))
                .anyMatch(words -> words.startsWith("scheduled after its own success"));
    }

    @Test
    void shouldFindAStepOnAnotherNode() {
        whole.first("StepScheduled", "s004").put("node", "cp1");

        assertThat(violations(whole)).singleElement().asString().startsWith("not what is to be done");
    }

    @Test
    void shouldFindAnotherActionThanThePlans() {
        whole.first("StepScheduled", "s004").put("action", "drain");

        assertThat(violations(whole)).singleElement().asString().startsWith("not what is to be done");
    }

    @Test
    void shouldFindAStepThatIsNotInThePlan() {
        round.scheduled("s009", "drain", "w1", 1);
        round.scheduled("i001", "inspect-node", "w1", 1);

        assertThat(violations(round)).hasSize(2).allMatch(words -> words.startsWith("not what is to be done"));
    }

    @Test
    void shouldFindAStepBeforeThePlan() {
        whole.events.remove(whole.first("PlanMade", ""));

        assertThat(violations(whole)).isNotEmpty().allMatch(words -> words.startsWith("not what is to be done"));
    }

    @Test
    void shouldFindAStepWhileItIsPaused() {
        round.add(round.event("UpgradePaused"));
        round.scheduled("s001", "kubeadm-upgrade-apply", "cp1", 1);

        assertThat(violations(round)).singleElement().asString().startsWith("scheduled while it is paused");
    }

    @Test
    void shouldFindAStepWhileTheOneBeforeIsNotAnswered() {
        round.scheduled("s001", "kubeadm-upgrade-apply", "cp1", 1);
        round.scheduled("s002", "cordon", "w1", 1);

        assertThat(violations(round)).anyMatch(words -> words.startsWith("scheduled while s001 was not answered"));
    }

    @Test
    void shouldFindAnUpgradeThatIsCompletedTooEarly() {
        whole.events.removeIf(event -> event.path("step").stringValue("").equals("s004"));

        assertThat(violations(whole)).containsExactly("s004 had not succeeded at event 15, UpgradeCompleted");
    }

    @Test
    void shouldTakeARollbackAndWhatIsDoneAgainAfterIt() {
        rollBack();
        round.succeeds("r1-1", "restore-node", "w1", "");
        round.succeeds("r1-2", "uncordon", "w1", "");
        round.add(round.event("UpgradeRolledBack").put("node", "w1"));
        round.add(round.event("UpgradeRetried"));
        round.succeeds("s002", "cordon", "w1", "");

        assertThat(violations(round)).isEmpty();
    }

    @Test
    void shouldFindAStepOfThePlanDuringARollback() {
        rollBack();
        round.scheduled("s003", "install-kubelet", "w1", 2);

        assertThat(violations(round)).singleElement().asString().startsWith("not what is to be done");
    }

    @Test
    void shouldFindARollbackThatIsNotDone() {
        rollBack();
        round.succeeds("r1-1", "restore-node", "w1", "");
        round.add(round.event("UpgradeRolledBack").put("node", "w1"));

        assertThat(violations(round)).singleElement().asString().startsWith("r1-2 had not succeeded");
    }

    private void rollBack() {
        round.succeeds("s001", "kubeadm-upgrade-apply", "cp1", "");
        round.succeeds("s002", "cordon", "w1", "");
        round.scheduled("s003", "install-kubelet", "w1", 1);
        round.failed("s003", 1, "package");
        round.add(round.event("RollbackStarted").put("node", "w1").put("rollback", true))
                .putArray("steps")
                .add("r1-1")
                .add("r1-2");
    }

    private static List<String> violations(SmallRound round) {
        return new StepsInOrder().violations(round.observed());
    }
}
