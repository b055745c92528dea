package dev.windlass.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class UnreachableServiceTest {
    private static int freePort() {
        try (var planner = new FakePlanner()) {
            return planner.port();
        }
    }

    @Test
    void shouldSayWhereNobodyAnswersAndWhatToDo() {
        var run = Run.with(Map.of("WINDLASS_CONNECT_TIMEOUT", "300ms"));
        var address = "http://127.0.0.1:" + freePort();
        assertThat(run.run("status", "--server", address)).isEqualTo(69);
        assertThat(run.err())
                .contains(address)
                .contains("the connection is refused")
                .contains("windlass serve");
        assertThat(Run.with(Map.of())
                        .run("upgrade", "bar1", "--to", "v1.20.2", "--server", address, "--connect-timeout", "10ms"))
                .isEqualTo(69);
    }

    @Test
    void shouldWaitForAServiceThatIsComingUp() throws Exception {
        var port = freePort();
        var run = Run.with(Map.of("WINDLASS_SERVER", "127.0.0.1:" + port));
        var code = CompletableFuture.supplyAsync(() -> run.run("status", "bar1"));
        await().until(() -> run.err().contains("does not answer yet"));
        try (var planner = new FakePlanner(port)) {
            planner.answers(Script.CLUSTER, 503, "{'code':'starting','detail':'reading its state'}");
            planner.answers(Script.CLUSTER, Script.status(1, "running", false, "here it is"));
            assertThat(code.get(20, TimeUnit.SECONDS)).isZero();
            assertThat(run.out()).contains("here it is");
            assertThat(run.err().lines().filter(line -> line.contains("does not answer yet")))
                    .hasSize(1);
        }
    }

    @Test
    void shouldWaitForAServiceThatIsNotReadyAndSayWhy() {
        try (var planner = new FakePlanner()) {
            planner.answers(
                    Script.CLUSTER,
                    503,
                    "{'code':'broker-unreachable','detail':'no broker answers at b:9092','hint':'start it'}");
            var run = Run.to(planner);
            assertThat(run.run("status", "bar1", "--connect-timeout", "300ms")).isEqualTo(69);
            assertThat(run.err())
                    .contains("no broker answers at b:9092")
                    .contains("start it")
                    .doesNotContain("windlass serve");
        }
    }

    @Test
    void shouldFollowThroughARestartOfTheService() throws Exception {
        var first = new FakePlanner();
        var port = first.port();
        first.answers(Script.PLAN, Script.plan())
                .answers(Script.CLUSTER, Script.status(9, "running", false, "running"))
                .on(Script::begins);
        var run = Run.to(first);
        var code = CompletableFuture.supplyAsync(() -> run.run("upgrade", "bar1", "--to", "v1.20.2", "-o", "jsonl"));
        await().until(() -> run.outLines().size() == 9);
        var id = Script.id(first.requests().getFirst());
        first.close();
        await().until(() -> run.err().contains("does not answer ("));
        try (var second = new FakePlanner(port)) {
            var request = dev.windlass.cli.client.Json.object().put("id", id);
            Script.begins(second, request);
            Script.ends(second, "UpgradeCompleted", "completed", "done");
            assertThat(code.get(20, TimeUnit.SECONDS)).isZero();
            assertThat(second.streamQueries()).containsExactly("after=c9");
            assertThat(run.outLines()).hasSize(10);
            assertThat(run.err()).contains("answers again");
        }
    }

    @Test
    void shouldGiveUpWhenTheServiceStaysAwayTooLong() throws Exception {
        var planner = new FakePlanner();
        planner.answers(Script.PLAN, Script.plan())
                .answers(Script.CLUSTER, Script.status(9, "running", false, "running"))
                .on(Script::begins);
        var run = Run.to(planner);
        var code = CompletableFuture.supplyAsync(
                () -> run.run("upgrade", "bar1", "--to", "v1.20.2", "-o", "jsonl", "--give-up-after", "500ms"));
        await().until(() -> run.outLines().size() == 9);
        planner.close();
        assertThat(code.get(20, TimeUnit.SECONDS)).isEqualTo(69);
    }

    @Test
    void shouldWaitPastAProxyThatHasNoServiceNow() {
        try (var planner = new FakePlanner()) {
            planner.answers(Script.CLUSTER, 502, "<html>502 Bad Gateway</html>")
                    .answersNext(Script.CLUSTER, Script.status(1, "running", false, "here it is"));
            var run = Run.to(planner);
            assertThat(run.run("status", "bar1")).as(run.err()).isZero();
            assertThat(run.out()).contains("here it is");
            planner.answers(Script.CLUSTER, 503, "");
            var away = Run.to(planner);
            assertThat(away.run("status", "bar1", "--connect-timeout", "300ms")).isEqualTo(69);
            assertThat(away.err()).contains("does not answer (status 503, and not from Windlass itself)");
        }
    }

    @Test
    void shouldFollowThroughAProxyThatHasNoServiceNow() {
        try (var planner = new FakePlanner()) {
            planner.answers(Script.CLUSTER, Script.status(0, "running", false, "running"))
                    .answers(Script.CLUSTER + "/events", 502, "<html>502 Bad Gateway</html>");
            var run = Run.to(planner);
            assertThat(run.run("watch", "bar1", "--timeout", "500ms", "--give-up-after", "20s"))
                    .as(run.err())
                    .isEqualTo(24);
        }
    }

    @Test
    void shouldNameARequestThatMayHaveArrived() {
        try (var planner = new FakePlanner().losePosts(1_000)) {
            var run = Run.to(planner);
            assertThat(run.run("upgrade", "bar1", "--to", "v1.20.2", "--connect-timeout", "300ms"))
                    .isEqualTo(69);
            var id = Script.id(planner.requests().getFirst());
            assertThat(run.err())
                    .contains("windlass: request " + id + " may have arrived all the same: see windlass status bar1")
                    .contains("--request-id " + id + "\n");
            var steering = Run.to(planner);
            assertThat(steering.run("cancel", "bar1", "--reason", "x", "--connect-timeout", "300ms"))
                    .isEqualTo(69);
            assertThat(steering.err()).contains("may have arrived").doesNotContain("--request-id");
            planner.answers("/api/v1/requests", 503, "{'code':'broker-unreachable','detail':'none answers'}");
            var taken = Run.to(planner);
            assertThat(taken.run("upgrade", "bar1", "--to", "v1.20.2", "--connect-timeout", "300ms"))
                    .isEqualTo(69);
            assertThat(taken.err()).contains("may have arrived");
        }
    }

    @Test
    void shouldNotSayThatARequestMayHaveArrivedWhichNobodyTook() {
        var address = "http://127.0.0.1:" + freePort();
        var refused = Run.with(Map.of());
        assertThat(refused.run("upgrade", "bar1", "--to", "v1.20.2", "--server", address, "--connect-timeout", "300ms"))
                .isEqualTo(69);
        assertThat(refused.err()).doesNotContain("may have arrived");
        try (var planner = new FakePlanner()) {
            planner.answers("/api/v1/requests", 503, "{'code':'topics','detail':'a topic is wrong'}");
            var run = Run.to(planner);
            assertThat(run.run("upgrade", "bar1", "--to", "v1.20.2", "--connect-timeout", "300ms"))
                    .isEqualTo(69);
            assertThat(run.err()).contains("a topic is wrong").doesNotContain("may have arrived");
        }
    }

    @Test
    void shouldTellApartWhatElseCanBeWrong() {
        try (var planner = new FakePlanner()) {
            planner.answers("/api/v1/requests", 403, "{'code':'forbidden','detail':'not you'}");
            assertThat(Run.to(planner).run("pause", "bar1", "--reason", "x")).isEqualTo(77);
            planner.answers(Script.CLUSTER, 500, "{'code':'bug','detail':'this is a bug in windlass: NullPointer'}");
            assertThat(Run.to(planner).run("status", "bar1")).isEqualTo(1);
            planner.answers(Script.CLUSTER, 200, "<html>router</html>");
            var run = Run.to(planner);
            assertThat(run.run("status", "bar1")).isEqualTo(69);
            assertThat(run.err()).contains("not as Windlass does: <html>router</html>");
        }
    }
}
