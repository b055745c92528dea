package dev.windlass.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandsTest {
    // ---- plan

    private static FakePlanner planning(String end) {
        var planner = new FakePlanner().answers(Script.PLAN, Script.plan());
        return planner.on((self, request) -> {
            self.answers(Script.CLUSTER, Script.status(2, "planned", true, "planned"));
            self.event(Script.event(1, "UpgradeAccepted", "'request':'" + Script.id(request) + "'", "accepted"));
            self.event(end);
        });
    }

    @Test
    void shouldShowThePlan() {
        try (var planner = planning(Script.event(2, "UpgradePlanned", "", "planned"))) {
            var run = Run.to(planner);
            assertThat(run.run("plan", "bar1", "--to", "1.20.2")).as(run.err()).isZero();
            assertThat(run.out()).isEqualTo(Run.golden("plan.out.txt", run.out()));
            assertThat(planner.requests().getFirst().path("kind").stringValue(""))
                    .isEqualTo("plan");
            assertThat(Run.to(planner).run("plan", "bar1", "--to", "1.20.2", "-o", "json"))
                    .isZero();
        }
    }

    @Test
    void shouldSayWithTheExitCodeThatThereIsSomethingToDo() {
        try (var planner = planning(Script.event(2, "UpgradePlanned", "", "planned"))) {
            assertThat(Run.to(planner).run("plan", "bar1", "--to", "v1.20.2", "--detailed-exitcode"))
                    .isEqualTo(2);
            planner.answers(
                    Script.PLAN, "{'cluster':'bar1','upgrade':'bar1-u1','digest':'d','target':'v1.20.2','steps':[]}");
            var run = Run.to(planner);
            assertThat(run.run("plan", "bar1", "--to", "v1.20.2", "--detailed-exitcode"))
                    .isZero();
            assertThat(run.out()).contains("Nothing to do: every node of bar1 is at v1.20.2.");
        }
    }

    @Test
    void shouldSayEverythingThatForbidsAPlan() {
        var end = Script.event(
                2, "UpgradeRefused", "'reasons':['there is no v1.20.9','bar1-w1 is not Ready']", "refused");
        try (var planner = planning(end)) {
            var run = Run.to(planner);
            assertThat(run.run("plan", "bar1", "--to", "v1.20.9")).isEqualTo(20);
            assertThat(run.err())
                    .contains("windlass: there is no v1.20.9\n")
                    .contains("windlass: bar1-w1 is not Ready\n");
            assertThat(run.out()).isEmpty();
        }
    }

    // ---- status

    @Test
    void shouldSayWhereItIsAndWhatItWaitsFor() {
        var status = Script.status(9, "running", false, "upgrade bar1-u1 to v1.20.2 is running");
        try (var planner = new FakePlanner().answers(Script.CLUSTER, status)) {
            var run = Run.to(planner);
            assertThat(run.run("status", "bar1")).isZero();
            assertThat(run.out()).isEqualTo(Run.golden("status.out.txt", run.out()));
            assertThat(run.out()).contains("default/web");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "none, 0",
        "completed, 0",
        "planned, 0",
        "refused, 20",
        "halted, 20",
        "rolled-back, 21",
        "paused, 22",
        "running, 23",
        "pausing, 23",
        "cancelled, 25"
    })
    void shouldSayTheStatusWithTheExitCodeWhereAsked(String status, int code) {
        try (var planner = new FakePlanner().answers(Script.CLUSTER, Script.status(9, status, code != 23, "words"))) {
            assertThat(Run.to(planner).run("status", "bar1", "--exit-code")).isEqualTo(code);
            assertThat(Run.to(planner).run("status", "bar1")).isZero();
        }
    }

    @Test
    void shouldListAllClusters() {
        var clusters =
                "{'clusters':[{'cluster':'bar1','labels':{'env':'test'},'status':'rolled-back','target':'v1.20.2',"
                        + "'stepsDone':9,'steps':29},{'cluster':'demo','labels':{},'status':'none'}]}";
        try (var planner = new FakePlanner().answers("/api/v1/clusters", clusters)) {
            var run = Run.to(planner);
            assertThat(run.run("status")).isZero();
            assertThat(run.out()).isEqualTo(Run.golden("clusters.out.txt", run.out()));
        }
    }

    @Test
    void shouldCutATableAtTheEdgeOfItsOwnTerminalOnly() {
        var label = "a".repeat(150);
        var clusters = "{'clusters':[{'cluster':'bar1','labels':{'env':'%s'},'status':'none'}]}".formatted(label);
        try (var planner = new FakePlanner().answers("/api/v1/clusters", clusters)) {
            var piped = Run.to(planner);
            assertThat(piped.run("status")).isZero();
            assertThat(piped.out()).contains(label);
            var pipedFromATerminal = Run.to(planner).onTerminal(72, 30);
            assertThat(pipedFromATerminal.run("status")).isZero();
            assertThat(pipedFromATerminal.out()).contains(label);
            var shown = Run.to(planner).dataOnTerminal(72, 30);
            assertThat(shown.run("status")).isZero();
            assertThat(shown.outLines()).allMatch(line -> line.length() <= 72);
        }
    }

    // ---- watch

    @ParameterizedTest
    @CsvSource({"completed, 0", "halted, 20", "rolled-back, 21", "cancelled, 25", "planned, 0", "refused, 20"})
    void shouldTellAnEndAtOnce(String status, int code) {
        try (var planner = new FakePlanner().answers(Script.CLUSTER, Script.status(9, status, true, "over"))) {
            var run = Run.to(planner);
            assertThat(run.run("watch", "bar1")).isEqualTo(code);
            assertThat(run.out()).contains("bar1: over");
        }
    }

    @Test
    void shouldFollowWhatIsUnderWayFromWhereItIs() {
        try (var planner = new FakePlanner()) {
            planner.answers(Script.CLUSTER, Script.status(8, "running", false, "running"));
            planner.on(Script::begins);
            Run.to(planner).run("upgrade", "bar1", "--to", "v1.20.2", "--detach");
            planner.event(Script.event(10, "UpgradeRolledBack", "", "rolled back"));
            var run = Run.to(planner);
            // Eight events are in the status, which is read before the stream.
            planner.cutAfter(1).answersNext(Script.CLUSTER, Script.status(10, "rolled-back", true, "rolled back"));
            assertThat(run.run("watch", "bar1", "--give-up-after", "5s", "-o", "jsonl"))
                    .isEqualTo(21);
            assertThat(planner.streamQueries()).contains("afterSequence=8");
            assertThat(run.outLines()).hasSize(2);
        }
    }

    @Test
    void shouldSayThatThereIsNothingToWatch() {
        try (var planner = new FakePlanner().answers(Script.CLUSTER, Script.status(0, "none", true, "none"))) {
            var run = Run.to(planner);
            assertThat(run.run("watch", "bar1")).isEqualTo(64);
            assertThat(run.err()).contains("no upgrade to watch");
        }
    }

    @Test
    void shouldEndWatchingInTimeOrWhereItWaits() {
        try (var planner = new FakePlanner().answers(Script.CLUSTER, Script.status(8, "paused", false, "paused"))) {
            assertThat(Run.to(planner).run("watch", "bar1", "--timeout", "300ms"))
                    .isEqualTo(24);
            assertThat(Run.to(planner).run("watch", "bar1", "--no-wait")).isEqualTo(22);
        }
    }

    // ---- events

    @Test
    void shouldShowAllEventsInEveryForm() {
        try (var planner = new FakePlanner().on(Script::begins)) {
            Run.to(planner).run("upgrade", "bar1", "--to", "v1.20.2", "--detach");
            var table = Run.to(planner);
            assertThat(table.run("events", "bar1")).isZero();
            assertThat(table.outLines()).hasSize(9);
            assertThat(table.outLines().getFirst())
                    .contains("2026-11-24 03:04:01")
                    .contains("upgrade to v1.20.2 accepted");
            var lines = Run.to(planner);
            assertThat(lines.run("events", "bar1", "-o", "jsonl", "--after", "7"))
                    .isZero();
            assertThat(lines.outLines()).hasSize(2);
            var document = Run.to(planner);
            assertThat(document.run("events", "bar1", "-o", "json")).isZero();
            assertThat(dev.windlass.cli.client.Json.parse(document.out())
                            .orElseThrow()
                            .path("events")
                            .size())
                    .isEqualTo(9);
        }
    }

    @Test
    void shouldWriteADocumentOfEventsAsTheyCome() {
        try (var planner = new FakePlanner().on(Script::begins)) {
            Run.to(planner).run("upgrade", "bar1", "--to", "v1.20.2", "--detach");
            var whole = Run.to(planner);
            assertThat(whole.run("events", "bar1", "-o", "json")).isZero();
            var document = dev.windlass.cli.client.Json.parse(whole.out()).orElseThrow();
            assertThat(document.propertyNames()).containsExactly("cluster", "events", "cursor");
            assertThat(document.path("cursor").stringValue("")).isEqualTo("c9");
            assertThat(whole.out()).isEqualTo(document.toPrettyString() + "\n");
            planner.breaksAfterPages(2);
            var broken = Run.to(planner);
            assertThat(broken.run("events", "bar1", "-o", "json")).isEqualTo(1);
            assertThat(broken.out()).contains("\"sequence\" : 6").doesNotContain("cursor");
            var none = Run.to(planner);
            assertThat(none.run("events", "bar1", "-o", "json")).isEqualTo(1);
            assertThat(none.out()).isEmpty();
        }
    }

    @Test
    void shouldFollowEvents() {
        try (var planner = new FakePlanner().on(Script::begins)) {
            planner.answers(Script.CLUSTER, Script.status(9, "running", false, "running"));
            Run.to(planner).run("upgrade", "bar1", "--to", "v1.20.2", "--detach");
            planner.cutAfter(4);
            var run = Run.to(planner);
            assertThat(run.run("events", "bar1", "--follow", "-o", "jsonl", "--timeout", "700ms"))
                    .isEqualTo(24);
            assertThat(run.outLines()).hasSize(9);
            assertThat(Run.to(planner).run("events", "bar1", "--follow", "-o", "json"))
                    .isEqualTo(64);
        }
    }

    // ---- steering

    @ParameterizedTest
    @CsvSource({
        "pause, PauseRequested",
        "resume, UpgradeResumed",
        "cancel, CancelRequested",
        "retry, UpgradeRetried",
        "rollback, RollbackRequested"
    })
    void shouldSteer(String verb, String type) {
        try (var planner = new FakePlanner()) {
            planner.answers(Script.CLUSTER, Script.status(1, "running", false, "it goes on"));
            planner.on((self, request) ->
                    self.event(Script.event(1, type, "'request':'" + Script.id(request) + "'", "asked")));
            var run = Run.to(planner);
            assertThat(run.run(verb, "bar1", "--reason", "a test"))
                    .as(run.err())
                    .isZero();
            assertThat(run.err()).contains(verb + " is accepted: ");
            assertThat(run.out()).contains("it goes on");
            assertThat(planner.requests().getFirst().path("kind").stringValue(""))
                    .isEqualTo(verb);
            assertThat(planner.requests().getFirst().path("reason").stringValue(""))
                    .isEqualTo("a test");
        }
    }

    @Test
    void shouldSayWhyItCantBeSteered() {
        try (var planner = new FakePlanner()) {
            planner.on((self, request) -> self.event(Script.refused(1, Script.id(request), "it has ended")));
            var run = Run.to(planner);
            assertThat(run.run("pause", "bar1", "--reason", "x")).isEqualTo(20);
            assertThat(run.err()).contains("it has ended");
        }
    }

    @Test
    void shouldSayThatNobodyAnsweredYet() {
        try (var planner = new FakePlanner()) {
            assertThat(Run.to(planner).run("pause", "bar1", "--reason", "x", "--timeout", "300ms"))
                    .isEqualTo(23);
        }
    }

    // ---- wrong use

    @ParameterizedTest
    @ValueSource(
            strings = {
                "upgrade bar1",
                "upgrade --to v1.20.2",
                "upgrade bar1 --to v1.20",
                "upgrade bar1 --to latest",
                "upgrade Bar1 --to v1.20.2",
                "upgrade bar1 --to v1.20.2 --speed 9",
                "upgrade bar1 --to v1.20.2 --timeout soon",
                "plan bar1 --to v1.20.2-rc.1",
                "status bar1 -o yaml",
                "status bar1 bar2",
                "pause bar1",
                "raise bar1",
                "completion fish",
                "status bar1 --server ftp://somewhere"
            })
    void shouldRefuseWrongUseWithoutAskingAnybody(String line) {
        var run = Run.with(Map.of("WINDLASS_SERVER", "http://127.0.0.1:1"));
        assertThat(run.run(line.split(" "))).as(run.err()).isEqualTo(64);
        assertThat(run.err()).startsWith("windlass: ");
        assertThat(run.out()).isEmpty();
    }

    @Test
    void shouldNameTheKnownClusters() {
        try (var planner = new FakePlanner()) {
            var run = Run.to(planner);
            assertThat(run.run("status", "bar9")).isEqualTo(64);
            assertThat(run.err()).contains("the configuration has bar1");
        }
    }

    @Test
    void shouldSayWhatItIsWithoutASubcommand() {
        var run = Run.with(Map.of());
        assertThat(run.run()).isEqualTo(64);
        assertThat(run.err()).contains("Usage: windlass");
        var help = Run.with(Map.of());
        assertThat(help.run("--help")).isZero();
        assertThat(help.out()).contains("upgrade").contains("rollback").contains("69");
        var version = Run.with(Map.of());
        assertThat(version.run("--version")).isZero();
        assertThat(version.out()).matches("windlass \\d+\\.\\d+.*\\R");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "zsh"})
    void shouldPrintACompletionScript(String shell) {
        var run = Run.with(Map.of());
        assertThat(run.run("completion", shell)).isZero();
        assertThat(run.out()).contains("complete -F").contains("rollback").contains("--drain-timeout");
    }
}
