package dev.windlass.system.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What is found in the watches, and where there was none. */
final class WatchesTest {
    private final SmallRound round = new SmallRound();

    @Test
    void shouldFindAWorkloadWithoutReadyPods() {
        empty();

        assertThat(budget()).singleElement().asString().startsWith("no pod was ready");
    }

    @Test
    void shouldTakeAFaultThatTookPodsAway() {
        empty();
        strike(FaultKind.KUBELET_CRASH, "w1");

        assertThat(budget()).isEmpty();
    }

    @Test
    void shouldNotTakeAControlPlanesKubeletOrWhatIsNoNodes() {
        empty();
        strike(FaultKind.KUBELET_CRASH, "cp1");
        strike(FaultKind.SSHD_DOWN, "w1");
        strike(FaultKind.KILL_EXECUTOR, "executor-a");

        assertThat(budget()).hasSize(1);
    }

    @Test
    void shouldFindThatNobodyLookedAtTheWorkload() {
        round.ready.clear();

        assertThat(seen()).singleElement().asString().startsWith("nobody looked at the workload");
    }

    @Test
    void shouldFindThatNobodyLookedAtTheNodesForAWhile() {
        round.nodes.subList(8, 22).clear();

        assertThat(seen())
                .containsExactly("nobody looked at the nodes from 2026-01-01T00:00:30Z to 2026-01-01T00:01:50Z");
        strike(FaultKind.PARTITION, "w1");
        assertThat(seen()).hasSize(1);
        strike(FaultKind.PARTITION, "cp1");
        assertThat(seen()).isEmpty();
    }

    @Test
    void shouldFindAnUpgradeThatIsNotCompleted() {
        round.events.removeLast();

        assertThat(seen()).singleElement().asString().startsWith("it is not completed");
    }

    @Test
    void shouldTakeAReportThatIsRefusedAfterTheEnd() {
        round.add(round.event("ReportRefused"));

        assertThat(seen()).isEmpty();
    }

    @Test
    void shouldFindThatTheJudgedUpgradeIsNotTheNewest() {
        round.events.add(round.event("UpgradeAccepted").put("upgrade", "tc-2b"));

        assertThat(seen()).singleElement().asString().startsWith("another upgrade than the plan's is the newest");
    }

    @Test
    void shouldFindThatThereIsNothingToJudge() {
        round.events.clear();

        assertThat(seen()).containsExactly("there is no event of the plan's upgrade");
    }

    @Test
    void shouldFindAnUpgradeThatBeginsWhileAnotherIsUnderWay() {
        round.events.removeLast();
        round.events.add(round.event("UpgradeAccepted").put("upgrade", "tc-2b"));
        round.scheduled("s004", "uncordon", "w1", 2);

        assertThat(new OneUpgradeAtATime().violations(round.observed()))
                .hasSize(2)
                .anyMatch(words -> words.startsWith("begun while tc-1a is under way"))
                .anyMatch(words -> words.startsWith("scheduled while tc-2b is under way"));
    }

    private void empty() {
        round.ready.add(new ReadyPods(round.now(), 0));
    }

    private void strike(FaultKind kind, String target) {
        round.faults.add(new Fault(
                kind, target, round.now().minusSeconds(90), round.now().minusSeconds(80)));
    }

    private List<String> budget() {
        return new BudgetIsHonoured().violations(round.observed());
    }

    private List<String> seen() {
        return new NothingWasMissed().violations(round.observed());
    }
}
