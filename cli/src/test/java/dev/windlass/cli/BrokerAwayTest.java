package dev.windlass.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The planner answers, and no broker answers the planner. */
@Timeout(30)
class BrokerAwayTest {
    private static final String AWAY = "no Kafka broker answers at b:9092; what it knows is from before that";

    private static String stale(String status, boolean ended) {
        return Script.status(9, status, ended, "as it was")
                .replace("'waits':[", waiting(ended))
                .replace("'sequence'", "'problem':'" + AWAY + "','stale':true,'sequence'");
    }

    private static String waiting(boolean ended) {
        return "'waits':['the planner can\u2019t go on with this cluster: " + AWAY + (ended ? "'" : "',");
    }

    @Test
    void shouldSayThatAStatusIsFromBefore() {
        try (var planner = new FakePlanner().answers(Script.CLUSTER, stale("running", false))) {
            var run = Run.to(planner);
            assertThat(run.run("status", "bar1")).isZero();
            assertThat(run.out()).contains("as it was", AWAY);
        }
    }

    @Test
    void shouldSayInTheListWhichClustersThePlannerCantGoOnWith() {
        var row = "{'cluster':'%s','labels':{},'status':'none'%s}";
        var problem = ",'problem':'" + AWAY + "'";
        try (var planner = new FakePlanner()) {
            planner.answers(
                    "/api/v1/clusters",
                    "{'clusters':[%s,%s,%s]}"
                            .formatted(
                                    row.formatted("bar1", problem),
                                    row.formatted("bar2", ""),
                                    row.formatted("bar3", problem)));
            var run = Run.to(planner);
            assertThat(run.run("status")).isZero();
            assertThat(run.outLines())
                    .endsWith("", "bar1, bar3: the planner can't go on: " + AWAY)
                    .hasSize(6);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"status bar1 --exit-code", "watch bar1"})
    void shouldNotGiveTheCodeOfAnOldState(String line) {
        try (var planner = new FakePlanner().answers(Script.CLUSTER, stale("completed", true))) {
            var run = Run.to(planner);
            assertThat(run.run((line + " --connect-timeout 300ms").split(" "))).isEqualTo(69);
            assertThat(run.err()).contains(AWAY);
            assertThat(run.out()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"status bar1 --exit-code", "watch bar1"})
    void shouldGiveTheCodeWhenTheBrokerIsBack(String line) {
        try (var planner = new FakePlanner().answers(Script.CLUSTER, stale("completed", true))) {
            planner.answersNext(Script.CLUSTER, Script.status(12, "halted", true, "halted since"));
            var run = Run.to(planner);
            assertThat(run.run(line.split(" "))).isEqualTo(20);
            assertThat(run.out()).contains("halted since");
        }
    }

    /** As an older planner does: a stream begins, and ends because there is nothing to read it from. */
    @Test
    void shouldGiveUpWhereEveryStreamEndsWithoutAWord() {
        try (var planner = new FakePlanner().endsStreams()) {
            planner.answers(Script.CLUSTER, Script.status(9, "running", false, "running"));
            var run = Run.to(planner);
            assertThat(run.run("watch", "bar1", "--give-up-after", "500ms")).isEqualTo(69);
            assertThat(run.err()).contains("does not answer (the connection was closed), tried for");
        }
    }
}
