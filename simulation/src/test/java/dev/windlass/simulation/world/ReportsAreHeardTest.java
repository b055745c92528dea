package dev.windlass.simulation.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windlass.core.cluster.ClusterName;
import dev.windlass.core.event.Event;
import dev.windlass.core.event.EventRecord;
import dev.windlass.core.plan.StepId;
import dev.windlass.core.plan.UpgradeId;
import dev.windlass.core.report.Report;
import dev.windlass.core.report.Report.Said;
import dev.windlass.simulation.invariant.Promises;
import dev.windlass.simulation.time.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReportsAreHeardTest {
    private static final ClusterName CLUSTER = new ClusterName("c");
    private static final UpgradeId UPGRADE = new UpgradeId("c-1");
    private static final StepId STEP = new StepId("s001");

    private final VirtualTime time = new VirtualTime(Instant.EPOCH);
    private final Promises promises = new Promises(time::elapsed);
    private final ReportsAreHeard reports = new ReportsAreHeard(time, promises);

    private void report(Said said) {
        reports.reported(new Report(CLUSTER, UPGRADE, STEP, 1, 7, "executor-1", said));
    }

    private void record(long token) {
        reports.recorded(new EventRecord(
                CLUSTER, 1, time.instant(), Optional.of(UPGRADE), new Event.StepStarted(STEP, 1, token, "executor-1")));
    }

    private Optional<String> brokenAfter(int seconds) {
        time.runUntil(() -> false, Duration.ofSeconds(seconds));
        return promises.broken().map(it -> it.invariant() + ": " + it.words());
    }

    @Test
    void shouldNoticeAReportThatNobodyTakes() {
        report(new Said.Claimed());
        reports.watch();
        assertThat(brokenAfter(40)).isEmpty();
        assertThat(brokenAfter(20))
                .hasValueSatisfying(words ->
                        assertThat(words).startsWith("L3 ReportsAreHeard: a report of s001 with token 7 of c-1 waits"));
    }

    @Test
    void shouldHoldWhereEachHasItsEvent() {
        report(new Said.Claimed());
        record(7);
        reports.watch();
        assertThat(brokenAfter(600)).isEmpty();
    }

    @Test
    void shouldNoticeThatTwoHaveOneEvent() {
        report(new Said.Claimed());
        report(new Said.Claimed());
        record(7);
        reports.watch();
        assertThat(brokenAfter(600)).isPresent();
    }

    @Test
    void shouldNotTakeTheEventOfAnotherTry() {
        report(new Said.Claimed());
        record(6);
        reports.watch();
        assertThat(brokenAfter(600)).isPresent();
    }

    @Test
    void shouldMissNoSignOfLife() {
        report(new Said.Progressed("at it", ""));
        reports.watch();
        assertThat(brokenAfter(600)).isEmpty();
    }
}
