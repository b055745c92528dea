package dev.windlass.system.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.assertj.core.api.ListAssert;
import org.junit.jupiter.api.Test;

/** Each check finds what it is for, and nothing where nothing is wrong. */
final class RoundCheckTest {
    private final SmallRound round = new SmallRound();

    @Test
    void shouldFindNothingWhereNothingIsWrong() {
        violations().isEmpty();
    }

    @Test
    void shouldTellTheLongestRecovery() {
        var recovery = Recovery.longest(round.observed()).orElseThrow();

        assertThat(recovery.fault().kind()).isEqualTo("apt-broken");
        assertThat(recovery.time()).isEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void shouldNotCountWhatStruckInTheRoundBefore() {
        var begun = round.observed().events().getFirst().at();
        round.faults.add(new Fault("reboot", "w1", begun.minusSeconds(900), begun.minusSeconds(890)));

        assertThat(Recovery.longest(round.observed()).orElseThrow().fault().kind())
                .isEqualTo("apt-broken");
    }

    @Test
    void shouldFindAnEventThatIsMissing() {
        var observed = round.observed();
        var events = new java.util.ArrayList<>(observed.events());
        events.remove(4);

        assertThat(new NumbersWithoutGaps()
                        .violations(new Observed(
                                events,
                                events,
                                observed.plan(),
                                observed.runs(),
                                observed.faults(),
                                observed.nodes(),
                                observed.ready())))
                .containsExactly("the event in place 5 has number 6");
    }

    @Test
    void shouldFindAnEventThatWhoFollowsSawTwice() {
        assertThat(RoundCheck.violations(round.observed(events -> {
                    events.add(3, events.get(3));
                    return events;
                })))
                .singleElement()
                .asString()
                .startsWith("S11: who followed saw something else than was recorded from place 5");
    }

    @Test
    void shouldFindAStepThatComesTooEarly() {
        round.first("StepScheduled", "s002").put("step", "s004");

        violations().anyMatch(words -> words.contains("scheduled before s002 had succeeded"));
    }

    @Test
    void shouldFindAStepAfterTheEnd() {
        round.scheduled("s004", "uncordon", "w1", 2);
        round.about("StepSucceeded", "s004", 2);

        violations()
                .anyMatch(words -> words.startsWith("S5 S6: scheduled after the end"))
                .anyMatch(words -> words.startsWith("S5 S6: scheduled after its own success"));
    }

    @Test
    void shouldFindATokenThatFalls() {
        round.first("StepScheduled", "s004").put("token", 1);
        round.first("StepSucceeded", "s004").put("token", 1);

        violations().singleElement().asString().contains("token 1 comes after");
    }

    @Test
    void shouldFindAStepWithoutAnAnswer() {
        round.events.remove(round.first("StepSucceeded", "s004"));

        violations().singleElement().asString().startsWith("S4 L2: completed without an answer");
    }

    @Test
    void shouldFindRunsThatActAtTheSameTime() {
        var first = round.runs.removeFirst();
        var longer = new NodeRun(
                first.node(),
                first.name(),
                first.token(),
                first.began(),
                first.ended().map(end -> end.plusSeconds(600)),
                first.exitCode(),
                false,
                first.command());
        round.runs.addFirst(longer);

        violations().singleElement().asString().startsWith("S1 S3 S4: tc-1a-s003-2");
    }

    @Test
    void shouldFindARunThatNobodyAskedFor() {
        round.run("s009", "w1", 1, "restart-kubelet 1.20.2-1.1");

        violations().anyMatch(words -> words.startsWith("S5 S6 (nodes): nobody asked for tc-1a-s009-1"));
    }

    @Test
    void shouldFindARunAfterTheEnd() {
        var last = round.runs.removeLast();
        var late = new NodeRun(
                last.node(),
                last.name(),
                last.token(),
                round.now().plusSeconds(60),
                Optional.empty(),
                Optional.empty(),
                false,
                last.command());
        round.runs.add(late);

        violations().singleElement().asString().contains("when its upgrade was not under way");
    }

    @Test
    void shouldFindAVerbThatActedTwice() {
        var install = round.runs.getLast();
        round.runs.add(install);

        assertThat(new NoVerbTwice().violations(round.observed())).hasSize(1);
    }

    @Test
    void shouldFindAKubeletThatIsRaisedBeforeTheControlPlane() {
        round.runs.removeFirst();

        violations().singleElement().asString().startsWith("S7: tc-1a-s003-2");
    }

    @Test
    void shouldFindTwoNodesThatAreCordonedAtOnce() {
        round.nodes.add(4, round.nodes.get(3).replace("w1", "cp1"));
        round.nodes.add(6, round.nodes.getLast().replace("w1", "cp1"));

        violations().singleElement().asString().startsWith("S1 S9 (cordons): cordoned at once");
    }

    @Test
    void shouldFindANodeThatIsLeftCordoned() {
        round.nodes.removeLast();

        violations().singleElement().asString().contains("w1 is left cordoned, and the end does not say so");
    }

    @Test
    void shouldFindAFailureThatNothingExplains() {
        round.faults.clear();

        violations().singleElement().asString().startsWith("S10: no fault explains");
    }

    @Test
    void shouldFindAWorkloadWithoutReadyPods() {
        round.ready.add(new ReadyPods(round.now(), 0));

        violations().singleElement().asString().startsWith("budget: no pod was ready");
    }

    private ListAssert<String> violations() {
        return assertThat(RoundCheck.violations(round.observed()));
    }
}
