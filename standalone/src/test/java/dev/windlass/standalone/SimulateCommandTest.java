package dev.windlass.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windlass.cli.WindlassCommand;
import dev.windlass.cli.screen.Console;
import dev.windlass.simulator.seeds.Seeds;
import dev.windlass.simulator.seeds.Tally;
import dev.windlass.simulator.seeds.Violation;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SimulateCommandTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void shouldSaySeedsAndEventsLast() {
        assertThat(run("--seeds", "20")).isZero();
        assertThat(lines())
                .anyMatch(line -> line.matches("  NodeValidated +[1-9]\\d*"))
                .last()
                .asString()
                .matches("20 seeds, 0 violations, \\d+ seeds/s, \\d+[.,]\\d s");
    }

    @Test
    void shouldTellOneHistoryEventByEvent() {
        assertThat(run("--seeds", "20", "--seed", "7", "--trace")).isZero();
        assertThat(lines().getFirst()).matches(" +1 2026-01-01T00:00:00Z +inspecting +UpgradeAccepted q1 to .*");
        assertThat(lines().getLast()).startsWith("1 seeds, 0 violations");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"--seeds 0", "--seeds x", "--minutes 0", "--seed", "--seed 1 --minutes 1", "--speed 1", "7"})
    void shouldRefuseWrongUse(String arguments) {
        assertThat(run(arguments.split(" "))).isEqualTo(64);
        assertThat(lines()).isEmpty();
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("see windlass simulate --help");
    }

    @Test
    void shouldSayWhatIsSimulatedAndWhatNot() {
        assertThat(run("--help")).isZero();
        assertThat(String.join("\n", lines())).contains("What is not, yet:", "Kafka", "SSH");
    }

    @Test
    void shouldNameABrokenPromiseAndTheCommandThatShowsItAgain() {
        var violation = new Violation(4711, "one step at a time", "event 12, StepScheduled s003");
        new SimulateText(new PrintStream(out, true, StandardCharsets.UTF_8))
                .print(new Seeds.Result(9, 3, List.of(violation), new Tally(), Duration.ofSeconds(1)));
        assertThat(lines())
                .startsWith(
                        "seed 4711: a promise is broken: one step at a time",
                        "  at event 12, StepScheduled s003",
                        "  replay: windlass simulate --seed 4711 --trace",
                        "and 2 more");
    }

    private int run(String... arguments) {
        var console = new Console(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Map.of(),
                Optional.empty(),
                Clock.systemUTC(),
                ZoneOffset.UTC,
                false);
        var all = Stream.concat(Stream.of("simulate"), Stream.of(arguments)).toArray(String[]::new);
        return WindlassCommand.run(console, all, new SimulateCommand(console));
    }

    private List<String> lines() {
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
