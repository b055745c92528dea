package dev.windlass.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UpgradeCommandTest {
    private static final List<String> UPGRADE = List.of("upgrade", "bar1", "--to", "v1.20.2");

    private static String[] upgrade(String... more) {
        var all = new java.util.ArrayList<>(UPGRADE);
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    @ParameterizedTest
    @CsvSource({
        "UpgradeCompleted, completed, 0",
        "UpgradeRefused, refused, 20",
        "UpgradeHalted, halted, 20",
        "UpgradeRolledBack, rolled-back, 21",
        "UpgradeCancelled, cancelled, 25"
    })
    void shouldEndAsTheUpgradeEnds(String type, String status, int code) {
        try (var planner = Script.ending(new FakePlanner(), type, status, "it is over")) {
            var run = Run.to(planner);
            assertThat(run.run(upgrade())).as(run.err()).isEqualTo(code);
            assertThat(run.out()).contains("bar1: it is over");
            if (code != 0) {
                assertThat(run.err().lines().toList().getLast()).isEqualTo("windlass: bar1: it is over");
            }
        }
    }

    @Test
    void shouldSayWhyItWasRefusedWhereTheClusterStandsAtAnotherUpgrade() {
        try (var planner =
                Script.ending(new FakePlanner(), "UpgradeRefused", "refused", "refused: no way to v1.20.2")) {
            planner.on((self, request) -> {
                Script.begins(self, request);
                Script.ends(self, "UpgradeRefused", "refused", "refused: no way to v1.20.2");
                var halted = Script.status(10, "halted", true, "upgrade bar1-u0 is halted");
                self.answers(Script.CLUSTER, halted.replace("'id':'bar1-u1'", "'id':'bar1-u0'"));
            });
            var table = Run.to(planner);
            assertThat(table.run(upgrade())).as(table.err()).isEqualTo(20);
            assertThat(table.err())
                    .endsWith("windlass: bar1: refused: no way to v1.20.2\n")
                    .doesNotContain("a newer upgrade");
            assertThat(table.out()).isEqualTo("bar1: refused: no way to v1.20.2\n");
        }
    }

    @Test
    void shouldSayHowItGoesInLines() {
        try (var planner =
                Script.ending(new FakePlanner(), "UpgradeCompleted", "completed", "every node is at v1.20.2")) {
            var run = Run.to(planner);
            run.run(upgrade());
            assertThat(run.err()).isEqualTo(Run.golden("upgrade.err.txt", run.err()));
            assertThat(run.out()).isEqualTo(Run.golden("upgrade.out.txt", run.out()));
        }
    }

    @Test
    void shouldWriteEachEventOnceThoughEveryConnectionBreaks() {
        try (var planner = Script.ending(new FakePlanner(), "UpgradeCompleted", "completed", "done")) {
            for (var i = 0; i < 12; i++) {
                planner.cutAfter(i % 2);
            }
            var run = Run.to(planner);
            assertThat(run.run(upgrade("-o", "jsonl"))).as(run.err()).isZero();
            assertThat(run.outLines()).hasSize(10);
            for (var i = 0; i < 10; i++) {
                assertThat(run.outLines().get(i)).contains("\"sequence\":" + (i + 1) + ",");
            }
            assertThat(planner.streamQueries()).contains("after=c0", "after=c1", "after=c2", "after=c3");
        }
    }

    @Test
    void shouldWriteOneDocumentAtTheEnd() {
        try (var planner = Script.ending(new FakePlanner(), "UpgradeCompleted", "completed", "done")) {
            var run = Run.to(planner);
            assertThat(run.run(upgrade("-o", "json"))).isZero();
            assertThat(dev.windlass.cli.client.Json.parse(run.out())
                            .orElseThrow()
                            .path("status")
                            .stringValue(""))
                    .isEqualTo("completed");
        }
    }

    @Test
    void shouldAskForExactlyWhatWasSaid() {
        try (var planner = Script.ending(new FakePlanner(), "UpgradeCompleted", "completed", "done")) {
            Run.to(planner)
                    .run(upgrade(
                            "--plan",
                            "d1",
                            "--reason",
                            "fixes",
                            "--drain-timeout",
                            "1h30m",
                            "--stable-for",
                            "30s",
                            "--delete-emptydir-data",
                            "--force-unmanaged",
                            "--request-id",
                            "r-9"));
            assertThat(planner.requests().getFirst().toString())
                    .isEqualTo("{\"id\":\"r-9\",\"cluster\":\"bar1\",\"kind\":\"upgrade\",\"reason\":\"fixes\","
                            + "\"requestedBy\":\"tester\",\"target\":\"v1.20.2\",\"planDigest\":\"d1\",\"policy\":{"
                            + "\"drainDeadlineSeconds\":5400,\"stableForSeconds\":30,\"deleteEmptyDirData\":true,"
                            + "\"deleteUnmanagedPods\":true}}");
        }
    }

    @Test
    void shouldSayWhyARequestIsRefused() {
        try (var planner = new FakePlanner()) {
            planner.on((self, request) -> self.event(Script.refused(1, Script.id(request), "bar1 is busy")));
            var run = Run.to(planner);
            assertThat(run.run(upgrade())).isEqualTo(20);
            assertThat(run.err()).contains("windlass: bar1 is busy").contains("windlass: hint: wait for it");
            assertThat(Run.to(planner).run(upgrade("--detach"))).isEqualTo(20);
        }
    }

    @Test
    void shouldSayThatNobodyAnsweredYetWhenItDoesNotWait() {
        try (var planner = new FakePlanner()) {
            var run = Run.to(planner);
            assertThat(run.run(upgrade("--detach", "--timeout", "300ms"))).isEqualTo(23);
            assertThat(run.err())
                    .contains("is published, and the planner has not answered it yet", "windlass events bar1");
        }
    }

    @Test
    void shouldTakeTheFirstAnswerWhenTheRequestHadToBeSentAgain() {
        try (var planner = Script.ending(new FakePlanner(), "UpgradeCompleted", "completed", "done")) {
            planner.losePosts(1);
            var first = new java.util.concurrent.atomic.AtomicBoolean(true);
            planner.on((self, request) -> {
                if (first.getAndSet(false)) {
                    Script.begins(self, request);
                } else {
                    self.event(Script.refused(10, Script.id(request), "answered already"));
                    self.answers(Script.CLUSTER, Script.status(11, "completed", true, "done"));
                    self.event(Script.event(11, "UpgradeCompleted", "", "done"));
                }
            });
            var run = Run.to(planner);
            assertThat(run.run(upgrade())).as(run.err()).isZero();
            assertThat(planner.requests()).hasSize(2);
            assertThat(planner.requests().getFirst())
                    .isEqualTo(planner.requests().getLast());
        }
    }

    @Test
    void shouldNotWaitWhenDetached() {
        try (var planner = new FakePlanner().on(Script::begins)) {
            var run = Run.to(planner);
            assertThat(run.run(upgrade("--detach"))).isZero();
            assertThat(run.out()).isEqualTo("bar1-u1\n");
            assertThat(run.err()).contains("windlass watch bar1");
        }
    }

    @Test
    void shouldNotReturnBeforeWhoeverLooksNextSeesTheUpgrade() {
        try (var planner = new FakePlanner().on(Script::begins)) {
            var former = Script.status(0, "completed", true, "the former is done");
            planner.answers(Script.CLUSTER, former)
                    .answersNext(Script.CLUSTER, Script.status(9, "running", false, "running"));
            assertThat(Run.to(planner).run(upgrade("--detach"))).isZero();
            var watch = Run.to(planner);
            assertThat(watch.run("watch", "bar1", "--timeout", "200ms")).isEqualTo(24);
            assertThat(watch.out()).doesNotContain("the former is done");
        }
    }

    @Test
    void shouldStopWhereItWaitsForAPerson() {
        try (var planner = new FakePlanner()) {
            planner.answers(Script.PLAN, Script.plan()).on((self, request) -> {
                Script.begins(self, request);
                self.answers(Script.CLUSTER, Script.status(10, "paused", false, "paused"));
                self.event(Script.event(10, "UpgradePaused", "", "paused"));
            });
            assertThat(Run.to(planner).run(upgrade("--no-wait"))).isEqualTo(22);
        }
    }

    @Test
    void shouldGiveUpWatchingInTime() {
        try (var planner = new FakePlanner()) {
            planner.answers(Script.PLAN, Script.plan())
                    .answers(Script.CLUSTER, Script.status(9, "running", false, "running"))
                    .on(Script::begins);
            var run = Run.to(planner);
            assertThat(run.run(upgrade("--timeout", "600ms"))).isEqualTo(24);
            assertThat(run.err()).contains("it goes on").contains("windlass watch bar1");
        }
    }

    @Test
    void shouldDrawATableOverItselfOnATerminal() {
        try (var planner =
                Script.ending(new FakePlanner(), "UpgradeCompleted", "completed", "every node is at v1.20.2")) {
            var run = Run.to(planner).onTerminal(100, 30);
            assertThat(run.run(upgrade())).isZero();
            assertThat(run.err()).contains("\u001b[36mworking");
            var screen = String.join("\n", Run.screen(run.err()));
            assertThat(screen).isEqualTo(Run.golden("upgrade.screen.txt", screen));
        }
    }

    @Test
    void shouldLeaveTheTableWhenItGivesUpWatching() {
        try (var planner = new FakePlanner()) {
            planner.answers(Script.PLAN, Script.plan())
                    .answers(
                            Script.CLUSTER, Script.status(9, "running", false, "upgrade bar1-u1 to v1.20.2 is running"))
                    .on(Script::begins);
            var run = Run.to(planner).onTerminal(72, 30);
            assertThat(run.run(upgrade("--timeout", "1500ms", "--no-color"))).isEqualTo(24);
            var screen = String.join("\n", Run.screen(run.err()));
            assertThat(screen).isEqualTo(Run.golden("upgrade.left.txt", screen));
        }
    }

    @Test
    void shouldNotColourWhereNobodyWantsIt() {
        try (var planner = Script.ending(new FakePlanner(), "UpgradeCompleted", "completed", "done")) {
            var run = Run.to(planner).onTerminal(100, 30);
            run.run(upgrade("--no-color"));
            assertThat(run.err()).contains("working").doesNotContain("\u001b[36m");
        }
    }
}
