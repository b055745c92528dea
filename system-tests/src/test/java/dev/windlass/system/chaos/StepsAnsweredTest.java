package dev.windlass.system.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** S4, L2: tokens, answers, attempts, and how long a step waits for somebody. */
final class StepsAnsweredTest {
    private final SmallRound whole = new SmallRound();
    private final SmallRound round = SmallRound.begun();

    @Test
    void shouldFindATokenThatFalls() {
        whole.events.stream()
                .filter(event -> event.path("step").stringValue("").equals("s004"))
                .forEach(event -> event.put("token", 1));

        assertThat(answers(whole)).singleElement().asString().contains("token 1 comes after");
    }

    @Test
    void shouldFindAStepWithoutAnAnswer() {
        whole.events.remove(whole.first("StepSucceeded", "s004"));

        assertThat(answers(whole))
                .singleElement()
                .asString()
                .contains("UpgradeCompleted without an answer to")
                .contains("s004");
    }

    @Test
    void shouldFindAStepThatAHaltLeavesOpen() {
        round.scheduled("s001", "kubeadm-upgrade-apply", "cp1", 1);
        round.add(round.event("UpgradeHalted"));

        assertThat(answers(round)).singleElement().asString().contains("UpgradeHalted without an answer to");
    }

    @Test
    void shouldFindTwoAnswers() {
        whole.about("StepSucceeded", "s004", 1);

        assertThat(answers(whole)).singleElement().asString().startsWith("an answer to what is not open");
    }

    @Test
    void shouldFindAStepThatIsBegunWhenItIsNotOpen() {
        whole.about("StepStarted", "s004", 1);

        assertThat(answers(whole)).singleElement().asString().startsWith("begun though it is not open");
    }

    @Test
    void shouldTakeThatWhatIsInDoubtIsGivenUpOnce() {
        round.scheduled("s001", "kubeadm-upgrade-apply", "cp1", 1);
        round.about("StepUnknown", "s001", 1);
        round.failed("s001", 1, "unreachable");

        assertThat(answers(round)).isEmpty();
        round.failed("s001", 1, "unreachable");
        assertThat(answers(round)).hasSize(1);
    }

    @Test
    void shouldFindTheSameAttemptAfterAFailure() {
        round.scheduled("s001", "kubeadm-upgrade-apply", "cp1", 1);
        round.failed("s001", 1, "kubeadm");
        round.scheduled("s001", "kubeadm-upgrade-apply", "cp1", 1);

        assertThat(attempts(round)).singleElement().asString().startsWith("attempt 1 where 2 was due");
    }

    @Test
    void shouldFindAnotherAttemptAfterALostLease() {
        round.scheduled("s001", "kubeadm-upgrade-apply", "cp1", 1);
        round.about("LeaseExpired", "s001", 1);
        round.scheduled("s001", "kubeadm-upgrade-apply", "cp1", 2);

        assertThat(attempts(round)).singleElement().asString().startsWith("attempt 2 where 1 was due");
    }

    @Test
    void shouldFindAStepThatNobodyTakes() {
        var began = whole.first("StepStarted", "s004");
        began.put("at", whole.now().plusSeconds(30).toString());

        assertThat(new StepsAreTaken().violations(whole.observed()))
                .singleElement()
                .asString()
                .contains("StepScheduled s004");
        whole.faults.add(new Fault(
                FaultKind.KILL_BROKER,
                "broker",
                whole.now().minusSeconds(60),
                whole.now().minusSeconds(20)));
        assertThat(new StepsAreTaken().violations(whole.observed())).isEmpty();
    }

    private static List<String> answers(SmallRound round) {
        return new EveryStepAnswered().violations(round.observed());
    }

    private static List<String> attempts(SmallRound round) {
        return new AttemptsFollowOutcomes().violations(round.observed());
    }
}
