package dev.windlass.system.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is found in the nodes' own records. */
final class RunsOfNodesTest {
    private final SmallRound round = new SmallRound();

    @Test
    void shouldFindRunsThatActAtTheSameTime() {
        var first = round.runs.getFirst();
        round.runs.set(0, ended(first, first.ended().map(end -> end.plusSeconds(600)), Optional.of(0)));

        assertThat(new OneRunAtATime().violations(round.observed()))
                .singleElement()
                .asString()
                .startsWith("tc-1a-s003-2");
    }

    @Test
    void shouldFindARunWhoseOutcomeIsLostThoughItsNodeWasNotStartedAnew() {
        var first = round.runs.getFirst();
        round.runs.set(0, ended(first, Optional.empty(), Optional.empty()));
        round.faults.add(new Fault(FaultKind.REBOOT, "w1", first.began(), first.began()));

        assertThat(new OneRunAtATime().violations(round.observed()))
                .singleElement()
                .asString()
                .endsWith("has no outcome, and its node was not started anew");
        round.faults.add(new Fault(FaultKind.REBOOT, "cp1", first.began(), first.began()));
        assertThat(new OneRunAtATime().violations(round.observed())).isEmpty();
    }

    @Test
    void shouldFindARunBeforeALostOneCanHaveEnded() {
        var first = round.runs.getFirst();
        round.runs.set(0, ended(first, Optional.empty(), Optional.empty()));
        var late = round.runs.getLast().began().plusSeconds(1);
        round.faults.add(new Fault(FaultKind.REBOOT, "cp1", late, late));

        assertThat(new OneRunAtATime().violations(round.observed()))
                .singleElement()
                .asString()
                .startsWith("tc-1a-s003-2");
    }

    @Test
    void shouldFindATokenThatTwoRunsHave() {
        round.run("s004", "w1", 1, "restart-kubelet 1.20.2-1.1");
        round.runs.set(1, token(round.runs.get(1), round.runs.getLast().token()));

        assertThat(new OneRunAtATime().violations(round.observed())).hasSize(1);
    }

    @Test
    void shouldFindARunThatNobodyAskedFor() {
        round.run("s009", "w1", 1, "restart-kubelet 1.20.2-1.1");

        assertThat(asked()).singleElement().asString().startsWith("nobody asked for tc-1a-s009-1");
    }

    @Test
    void shouldFindARunOnAnotherNode() {
        var last = round.runs.removeLast();
        round.run("s003", "cp1", 2, last.command());

        assertThat(asked()).singleElement().asString().endsWith("was scheduled for w1");
    }

    @Test
    void shouldFindAnotherVerb() {
        command("restart-kubelet 1.20.2-1.1");

        assertThat(asked()).singleElement().asString().endsWith("was scheduled as install-kubelet");
    }

    @Test
    void shouldFindATokenThatWasNotGiven() {
        round.runs.set(0, token(round.runs.getFirst(), 7));

        assertThat(asked()).singleElement().asString().contains("has token 7");
    }

    @Test
    void shouldFindARunAfterTheEnd() {
        round.runs.set(1, began(round.runs.getLast(), round.now().plusSeconds(60)));

        assertThat(asked()).singleElement().asString().contains("when its upgrade was not under way");
    }

    @Test
    void shouldFindARunBeforeItWasScheduled() {
        round.runs.set(1, began(round.runs.getLast(), round.runs.getFirst().began()));

        assertThat(asked()).singleElement().asString().contains("before it was scheduled");
    }

    @Test
    void shouldFindAnotherVersion() {
        command("install-kubelet 1.21.1-1.1");

        assertThat(new RunsTakeTheirVersion().violations(round.observed()))
                .containsExactly("tc-1a-s003-2 (install-kubelet 1.21.1-1.1 on w1) should have been"
                        + " install-kubelet 1.20.2-1.1");
    }

    @Test
    void shouldFindAVerbThatActedTwice() {
        round.runs.add(round.runs.getLast());

        assertThat(twice()).hasSize(1);
    }

    @Test
    void shouldTakeAVerbThatActedAgainAfterItWasUndoneButNotWhereNothingWas() {
        var install = round.runs.getLast();
        round.run("r1-1", "w1", 1, "restore-node tc-1a-h1");
        round.runs.add(install);

        assertThat(twice()).isEmpty();
        round.runs.set(2, already(round.runs.get(2)));
        assertThat(twice()).hasSize(1);
    }

    @Test
    void shouldFindAKubeletThatIsRaisedBeforeTheControlPlane() {
        round.runs.removeFirst();

        assertThat(new ControlPlanesFirst().violations(round.observed()))
                .singleElement()
                .asString()
                .startsWith("tc-1a-s003-2");
    }

    @Test
    void shouldFindASuccessOfWhichItsNodeKnowsNothing() {
        round.runs.removeLast();

        assertThat(done())
                .containsExactly("its node knows nothing of it: event 14, StepSucceeded s003 install-kubelet");
    }

    @Test
    void shouldFindASuccessOfWhatFailedOnItsNode() {
        var last = round.runs.getLast();
        round.runs.set(1, ended(last, last.ended(), Optional.of(1)));

        assertThat(done()).hasSize(1);
    }

    @Test
    void shouldFindASuccessThatIsRecordedBeforeItsRunHasEnded() {
        var last = round.runs.getLast();
        round.runs.set(1, ended(last, last.ended().map(end -> end.plusSeconds(20)), Optional.of(0)));

        assertThat(done()).hasSize(1);
    }

    private List<String> asked() {
        return new RunsWereAskedFor().violations(round.observed());
    }

    private List<String> twice() {
        return new NoVerbTwice().violations(round.observed());
    }

    private List<String> done() {
        return new SuccessesWereDone().violations(round.observed());
    }

    private void command(String command) {
        var run = round.runs.removeLast();
        round.runs.add(new NodeRun(
                run.node(), run.name(), run.token(), run.began(), run.ended(), run.exitCode(), false, command));
    }

    private static NodeRun ended(NodeRun run, Optional<Instant> ended, Optional<Integer> exitCode) {
        return new NodeRun(run.node(), run.name(), run.token(), run.began(), ended, exitCode, false, run.command());
    }

    private static NodeRun began(NodeRun run, Instant began) {
        return new NodeRun(
                run.node(), run.name(), run.token(), began, run.ended(), run.exitCode(), false, run.command());
    }

    private static NodeRun token(NodeRun run, long token) {
        return new NodeRun(
                run.node(), run.name(), token, run.began(), run.ended(), run.exitCode(), false, run.command());
    }

    private static NodeRun already(NodeRun run) {
        return new NodeRun(
                run.node(), run.name(), run.token(), run.began(), run.ended(), run.exitCode(), true, run.command());
    }
}
