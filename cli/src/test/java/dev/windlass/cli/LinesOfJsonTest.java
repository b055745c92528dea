package dev.windlass.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Events as data: each once, at least one line, and nothing drawn over them. */
class LinesOfJsonTest {
    private static final String DRAWN = "\u001b[J";

    @Test
    void shouldNotDrawOverEventsThatAreFollowed() {
        try (var planner = new FakePlanner().on(Script::begins)) {
            planner.answers(Script.CLUSTER, Script.status(9, "running", false, "running"));
            Run.to(planner).run("upgrade", "bar1", "--to", "v1.20.2", "--detach");
            var run = Run.to(planner).onTerminal(100, 30);
            assertThat(run.run("events", "bar1", "--follow", "--timeout", "700ms"))
                    .isEqualTo(24);
            assertThat(run.outLines()).hasSize(9);
            assertThat(run.err()).doesNotContain(DRAWN);
        }
    }

    @Test
    void shouldNotDrawOverLinesOfJson() {
        try (var planner = Script.ending(new FakePlanner(), "UpgradeCompleted", "completed", "done")) {
            var run = Run.to(planner).onTerminal(100, 30);
            assertThat(run.run("upgrade", "bar1", "--to", "v1.20.2", "-o", "jsonl"))
                    .isZero();
            assertThat(run.outLines()).hasSize(10);
            assertThat(run.err()).contains("accepted").doesNotContain(DRAWN);
        }
    }

    @Test
    void shouldWriteWhereItIsWhenThereIsNothingToFollow() {
        try (var planner = new FakePlanner()) {
            planner.answers(Script.CLUSTER, Script.status(9, "halted", true, "over"));
            var over = Run.to(planner);
            assertThat(over.run("watch", "bar1", "-o", "jsonl")).isEqualTo(20);
            assertThat(over.outLines()).singleElement().asString().contains("\"status\":\"halted\"");
            planner.answers(Script.CLUSTER, Script.status(9, "paused", false, "paused"));
            var paused = Run.to(planner);
            assertThat(paused.run("watch", "bar1", "--no-wait", "-o", "jsonl")).isEqualTo(22);
            assertThat(paused.outLines()).singleElement().asString().contains("\"status\":\"paused\"");
        }
    }

    @Test
    void shouldWriteARefusalOnceWhereAnotherUpgradeStands() {
        try (var planner = new FakePlanner().answers(Script.PLAN, Script.plan())) {
            planner.on((self, request) -> {
                Script.begins(self, request);
                Script.ends(self, "UpgradeRefused", "refused", "refused: no way to v1.20.2");
                var halted = Script.status(10, "halted", true, "upgrade bar1-u0 is halted");
                self.answers(Script.CLUSTER, halted.replace("'id':'bar1-u1'", "'id':'bar1-u0'"));
            });
            var run = Run.to(planner);
            assertThat(run.run("upgrade", "bar1", "--to", "v1.20.2", "-o", "jsonl"))
                    .isEqualTo(20);
            assertThat(run.outLines().stream().filter(line -> line.contains("UpgradeRefused")))
                    .hasSize(1);
        }
    }
}
