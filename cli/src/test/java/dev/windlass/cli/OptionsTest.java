package dev.windlass.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Options are there where they do something, and say what. */
class OptionsTest {
    private static String help(String command) {
        var run = Run.with(Map.of());
        assertThat(run.run(command, "--help")).isZero();
        return run.out();
    }

    @ParameterizedTest
    @CsvSource({"upgrade, true", "watch, true", "events, true", "plan, true", "pause, true", "status, false"})
    void shouldAskHowLongToWaitForAServiceWhereSomethingIsFollowed(String command, boolean follows) {
        assertThat(help(command).contains("--give-up-after")).isEqualTo(follows);
        assertThat(help(command)).contains("--connect-timeout");
    }

    @Test
    void shouldSayWithWhatADetachedUpgradeEnds() {
        assertThat(help("upgrade").replaceAll("\\s+", " ")).contains("23 not answered yet (--detach)");
    }

    @ParameterizedTest
    @CsvSource({"plan", "upgrade", "status", "watch", "events", "pause", "completion"})
    void shouldSayTheVersionWhereverItIsAsked(String command) {
        var run = Run.with(Map.of());
        assertThat(run.run(command, "-V")).isZero();
        assertThat(run.out()).startsWith("windlass ");
    }

    /** Nothing was asked of a service: there is none. */
    @ParameterizedTest
    @CsvSource({
        "--stable-for, 1500ms, 2s",
        "--drain-timeout, 500ms, 1s",
    })
    void shouldRefuseAFractionOfASecondWhereOnlySecondsAreAskedFor(String option, String value, String better) {
        var run = Run.with(Map.of());
        assertThat(run.run("upgrade", "bar1", "--to", "v1.20.2", option, value)).isEqualTo(64);
        assertThat(run.err())
                .contains("'%s' has a fraction of a second, and this takes whole seconds only, such as %s"
                        .formatted(value, better));
    }

    @Test
    void shouldRefuseANumberThatNoEventHas() {
        var run = Run.with(Map.of());
        assertThat(run.run("events", "bar1", "--after=-5")).isEqualTo(64);
        assertThat(run.err()).contains("--after takes an event's number, from 0, not -5");
    }

    @Test
    void shouldCompleteChoicesAsTheyAreTyped() {
        var run = Run.with(Map.of());
        assertThat(run.run("completion", "bash")).isZero();
        assertThat(run.out()).contains("\"bash\" \"zsh\"").doesNotContain("\"BASH\"");
    }

    @Test
    void shouldWriteOneLineOfJsonForEachCluster() {
        var clusters = "{'clusters':[{'cluster':'bar1','status':'none'},{'cluster':'demo','status':'none'}]}";
        try (var planner = new FakePlanner().answers("/api/v1/clusters", clusters)) {
            var run = Run.to(planner);
            assertThat(run.run("status", "-o", "jsonl")).isZero();
            assertThat(run.outLines())
                    .containsExactly(
                            "{\"cluster\":\"bar1\",\"status\":\"none\"}", "{\"cluster\":\"demo\",\"status\":\"none\"}");
        }
    }
}
