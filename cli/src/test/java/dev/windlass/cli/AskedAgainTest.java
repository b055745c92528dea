package dev.windlass.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The same command again, under the id that its user chose: the planner has answered it before. */
class AskedAgainTest {
    private static final String HALTED = "halted: bar1-cp1 is not Ready";

    private static String[] upgrade(String... more) {
        var all = new ArrayList<>(List.of("upgrade", "bar1", "--to", "v1.20.2", "--request-id", "r-1"));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    /** An upgrade that halted and that a person retried since. */
    private static FakePlanner retried(String status) {
        var planner = new FakePlanner()
                .answers(Script.PLAN, Script.plan())
                .event(Script.event(1, "UpgradeAccepted", "'request':'r-1'", "accepted"))
                .event(Script.event(2, "UpgradeHalted", "", HALTED))
                .event(Script.event(3, "UpgradeRetried", "'request':'r-2'", "retried"));
        return planner.on((self, request) -> {
            self.answers(Script.CLUSTER, status);
            self.event(Script.refused(4, Script.id(request), "request r-1 was answered already"));
        });
    }

    @ParameterizedTest
    @CsvSource({"completed, 0", "rolled-back, 21", "halted, 20", "cancelled, 25"})
    void shouldTellTheEndThatItCameToSince(String status, int code) {
        try (var planner = retried(Script.status(4, status, true, "it is over"))) {
            var run = Run.to(planner);
            assertThat(run.run(upgrade())).as(run.err()).isEqualTo(code);
            assertThat(run.out()).contains("bar1: it is over");
            assertThat(run.err()).doesNotContain(HALTED);
        }
    }

    @Test
    void shouldFollowOnFromWhereItIsNow() {
        try (var planner = retried(Script.status(4, "running", false, "running"))) {
            planner.answersNext(Script.CLUSTER, Script.status(5, "completed", true, "done"));
            var run = Run.to(planner);
            assertThat(run.run(upgrade("--timeout", "300ms"))).as(run.err()).isEqualTo(24);
            assertThat(planner.streamQueries()).last().isEqualTo("afterSequence=4");
            planner.event(Script.event(5, "UpgradeCompleted", "", "done"));
            planner.on((self, request) ->
                    self.event(Script.refused(6, Script.id(request), "request r-1 was answered already")));
            planner.answers(Script.CLUSTER, Script.status(6, "completed", true, "done"));
            assertThat(Run.to(planner).run(upgrade())).isZero();
        }
    }

    @Test
    void shouldTellWhatWasRecordedWhereTheClusterStandsAtAnother() {
        var other = Script.status(4, "completed", true, "another is done").replace("'id':'bar1-u1'", "'id':'bar1-u9'");
        try (var planner = retried(other)) {
            var run = Run.to(planner);
            assertThat(run.run(upgrade())).isEqualTo(20);
            assertThat(run.out()).isEqualTo("bar1: " + HALTED + "\n");
        }
    }

    @Test
    void shouldWriteTheAnswerAndThenHowItStandsAsLines() {
        try (var planner = retried(Script.status(4, "completed", true, "done"))) {
            var run = Run.to(planner);
            assertThat(run.run(upgrade("-o", "jsonl"))).isZero();
            assertThat(run.outLines()).hasSize(2);
            assertThat(run.outLines().getFirst()).contains("UpgradeAccepted");
            assertThat(run.outLines().getLast()).contains("\"status\":\"completed\"");
        }
    }

    /** It was busy then, and is idle now: the reason of then would be wrong, and would be told for ever. */
    @Test
    void shouldSayThatTheNameIsUsedUpAndNotWhyItWasRefusedThen() {
        try (var planner = new FakePlanner().event(Script.refused(1, "r-1", "bar1 is busy"))) {
            planner.on((self, request) ->
                    self.event(Script.refused(2, Script.id(request), "request r-1 was answered already")));
            var run = Run.to(planner);
            assertThat(run.run(upgrade())).isEqualTo(20);
            assertThat(run.err())
                    .endsWith("windlass: request r-1 was answered already\nwindlass: hint: wait for it\n")
                    .contains("request r-1 was refused when it was first asked: bar1 is busy");
        }
    }

    /** Nobody can have used a name that was made for this command: what was refused first is the reason. */
    @Test
    void shouldSayWhyItWasRefusedWhenOnlyThisCommandSentItTwice() {
        try (var planner = new FakePlanner().losePosts(1)) {
            var reasons = new java.util.ArrayDeque<>(List.of("bar1 is busy", "it was answered already"));
            planner.on((self, request) ->
                    self.event(Script.refused(3 - reasons.size(), Script.id(request), reasons.removeFirst())));
            var run = Run.to(planner);
            assertThat(run.run("upgrade", "bar1", "--to", "v1.20.2")).isEqualTo(20);
            assertThat(run.err()).contains("windlass: bar1 is busy\n");
        }
    }

    @Test
    void shouldPlanThoughTheRequestHadToBeSentTwice() {
        try (var planner = new FakePlanner().losePosts(1).answers(Script.PLAN, Script.plan())) {
            var first = new java.util.concurrent.atomic.AtomicBoolean(true);
            planner.answers(Script.CLUSTER, Script.status(3, "planned", true, "planned"));
            planner.on((self, request) -> {
                if (first.getAndSet(false)) {
                    self.event(
                            Script.event(1, "UpgradeAccepted", "'request':'" + Script.id(request) + "'", "accepted"));
                    self.event(Script.event(2, "UpgradePlanned", "", "planned"));
                } else {
                    self.event(Script.refused(3, Script.id(request), "it was answered already"));
                }
            });
            var run = Run.to(planner);
            assertThat(run.run("plan", "bar1", "--to", "v1.20.2", "--timeout", "3s"))
                    .as(run.err())
                    .isZero();
        }
    }
}
