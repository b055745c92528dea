package dev.windlass.standalone.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windlass.cli.WindlassCommand;
import dev.windlass.cli.client.Json;
import dev.windlass.cli.screen.Console;
import dev.windlass.simulation.coverage.PossibleTransitions;
import dev.windlass.simulation.coverage.Reached;
import dev.windlass.simulation.run.Canary;
import dev.windlass.simulation.run.InThread;
import dev.windlass.simulation.run.Runner;
import dev.windlass.simulation.run.Verdict;
import dev.windlass.simulation.run.Violation;
import dev.windlass.simulation.scenario.Ask;
import dev.windlass.simulation.scenario.ClusterPlan;
import dev.windlass.simulation.scenario.Fault;
import dev.windlass.simulation.scenario.FaultKind;
import dev.windlass.simulation.scenario.Fleet;
import dev.windlass.simulation.scenario.Scenario;
import dev.windlass.simulation.scenario.Trigger;
import dev.windlass.simulation.scenario.file.ScenarioFile;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
final class SimulateCommandTest {
    private static final String INVARIANT = "S4 OneTokenUp";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private boolean terminal;

    @TempDir
    private Path directory;

    // ---- a toy in place of the product

    private static Scenario drawn(long seed) {
        var fleet = new Fleet(2, 1, 2, 1, List.of(new ClusterPlan("alpha", 1, 2, "v1.30.4", 0)));
        var ask = new Ask(Duration.ZERO, "alpha", Ask.Kind.UPGRADE, "v1.31.2", "q1");
        var kill = new Fault(FaultKind.KILL, new Trigger.At(Duration.ofSeconds(3)), "executor-2", Duration.ZERO, 0);
        return new Scenario(seed, fleet, Duration.ofSeconds(60), List.of(ask), Collections.nCopies(8, kill));
    }

    private static Runner toy(long broken, boolean complete) {
        return (scenario, trace) -> {
            for (var i = 1; i <= 50; i++) {
                trace.accept("line " + i + " of seed " + scenario.seed());
            }
            var violation = scenario.seed() == broken && scenario.faults().size() >= 2
                    ? Optional.of(new Violation(INVARIANT, "token 3 after 4", Duration.ofSeconds(12)))
                    : Optional.<Violation>empty();
            var sometimes = new TreeMap<String, Long>();
            var transitions = new TreeMap<String, Long>();
            if (complete) {
                Reached.expected().forEach(name -> sometimes.put(name, 3L));
                PossibleTransitions.texts().forEach(each -> transitions.put(each, 1L));
            }
            return new Verdict(
                    violation,
                    scenario.hashCode(),
                    scenario.faults().size(),
                    Duration.ofHours(1),
                    sometimes,
                    transitions);
        };
    }

    private static final Runner CLEAN = toy(-1, true);
    private static final Runner BROKEN = toy(4_711, true);

    // ---- many seeds

    @Test
    void shouldSayWhatWasReachedAndHowFast() {
        assertThat(run(CLEAN, "--seeds", "200", "--from", "1000")).isZero();
        assertThat(lines())
                .anyMatch(line -> line.matches("a fenced attempt was refused +600"))
                .anyMatch(line -> line.matches("RUNNING -> PAUSING +200"))
                .anyMatch(
                        line -> line.matches("200 seeds from 1000 on, 0 violations, \\d+\\.\\d seeds/s, \\d+\\.\\d s"))
                .last()
                .asString()
                .isEqualTo("1600 events in 8 days of virtual time");
    }

    @Test
    void shouldTakeNewSeedsEachTime() {
        run(CLEAN, "--seeds", "1");
        var first = lines();
        out.reset();
        run(CLEAN, "--seeds", "1");
        assertThat(seeds(lines())).isNotEqualTo(seeds(first));
    }

    @Test
    void shouldNameWhatALongRunDidNotReach() {
        assertThat(run(toy(-1, false), "--seeds", "19999", "--from", "0")).isZero();
        out.reset();
        assertThat(run(toy(-1, false), "--seeds", "20000", "--from", "0")).isEqualTo(1);
        assertThat(lines())
                .contains("never reached, though so many seeds should have:")
                .contains("  the last attempt was used", "  ROLLING_BACK -> ROLLED_BACK");
        out.reset();
        assertThat(run(CLEAN, "--seeds", "20000", "--from", "0")).isZero();
    }

    @Test
    void shouldShowABrokenPromiseAndHowToSeeItAgain() {
        assertThat(run(BROKEN, "--from", "4000", "--save", directory.toString()))
                .isEqualTo(1);
        var file = directory.resolve("s4-one-token-up-4711.yaml");
        var lines = lines();
        var story = lines.subList(
                lines.indexOf("seed 4711 broke S4 OneTokenUp after PT12S: token 3 after 4"), lines.size());
        assertThat(story.get(1)).isEqualTo("the end of its trace:");
        assertThat(story.subList(2, 32)).startsWith("  line 21 of seed 4711").endsWith("  line 50 of seed 4711");
        assertThat(story.get(32)).isEqualTo("replay: ./windlass simulate --seed 4711 --trace");
        assertThat(story.get(33)).matches("shrunk: it had 8 faults and has 2, after \\d+ runs");
        assertThat(story.subList(34, 36))
                .containsExactly("saved: " + file, "replay: ./windlass simulate --scenario " + file + " --trace");
        assertThat(ScenarioFile.read(file).broke()).isEqualTo(INVARIANT);
        assertThat(ScenarioFile.read(file).scenario().faults()).hasSize(2);
    }

    @Test
    void shouldNotShrinkWhenToldSo() {
        assertThat(run(BROKEN, "--from", "4000", "--no-shrink", "--save", directory.toString()))
                .isEqualTo(1);
        assertThat(lines().getLast()).isEqualTo("replay: ./windlass simulate --seed 4711 --trace");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void shouldFindShrinkAndReplayTheCanary() {
        assertThat(run(CLEAN, "--canary", "--seeds", "2000", "--from", "0", "--save", directory.toString()))
                .isEqualTo(1);
        var lines = lines();
        assertThat(lines).anyMatch(line -> line.matches("shrunk: it had 8 faults and has 1, after \\d+ runs"));
        var commands = lines.stream()
                .filter(line -> line.startsWith("replay: ./windlass simulate "))
                .map(line -> line.substring("replay: ./windlass simulate ".length()))
                .toList();
        assertThat(commands).hasSize(2);
        for (var command : commands) {
            out.reset();
            assertThat(run(CLEAN, command.split(" "))).as(command).isEqualTo(1);
            assertThat(lines())
                    .as(command)
                    .anyMatch(line -> line.matches("line 1 of seed \\d+"))
                    .anyMatch(line -> line.matches("seed \\d+ broke Canary after PT1H: .*"));
        }
    }

    @Test
    void shouldRunWithoutACountWhileThereIsTime() {
        // A minute is the shortest that a person can ask for; the test makes a violation end it.
        var seeds = new AtomicLong();
        Runner runner = (scenario, trace) -> BROKEN.run(seeds.incrementAndGet() == 3_000 ? drawn(4_711) : scenario);
        assertThat(run(runner, "--minutes", "1", "--processes", "2", "--no-shrink"))
                .isEqualTo(1);
        assertThat(seeds.get()).isBetween(3_000L, 5_100L);
    }

    // ---- one run

    @Test
    void shouldTellTheWholeHistoryOnce() {
        assertThat(run(CLEAN, "--seed", "7", "--trace")).isZero();
        assertThat(lines().subList(0, 51))
                .startsWith("line 1 of seed 7")
                .last()
                .asString()
                .startsWith("SOMETIMES");
    }

    @Test
    void shouldRunOneSeedTwiceAndCompare() {
        var runs = new AtomicLong();
        Runner runner = (scenario, trace) -> {
            var verdict = CLEAN.run(scenario);
            return new Verdict(
                    verdict.violation(),
                    runs.incrementAndGet(),
                    verdict.events(),
                    verdict.virtual(),
                    verdict.sometimes(),
                    verdict.transitions());
        };
        assertThat(run(runner, "--seed", "7", "--no-shrink")).isEqualTo(1);
        assertThat(lines()).anyMatch(line -> line.startsWith("seed 7 broke Determinism"));
    }

    @Test
    void shouldRunAScenarioFile() throws Exception {
        var file = directory.resolve("it's one.yaml");
        new ScenarioFile("a story", "", "", drawn(4_711)).write(file);
        assertThat(run(BROKEN, "--scenario", file.toString())).isEqualTo(1);
        assertThat(lines().getLast())
                .isEqualTo("replay: ./windlass simulate --scenario '" + directory + "/it'\\''s one.yaml' --trace");
        out.reset();
        assertThat(run(CLEAN, "--scenario", file.toString())).isZero();
    }

    // ---- forms

    @Test
    void shouldGiveOneJsonDocument() {
        assertThat(run(BROKEN, "--from", "4000", "-o", "json", "--save", directory.toString()))
                .isEqualTo(1);
        var root = Json.parse(out.toString(StandardCharsets.UTF_8)).orElseThrow();
        assertThat(root.path("seeds").asInt()).isEqualTo(712);
        assertThat(root.path("sometimes").size()).isEqualTo(Reached.expected().size());
        assertThat(root.path("broken").path("invariant").stringValue("")).isEqualTo(INVARIANT);
        assertThat(root.path("broken").path("trace").size()).isEqualTo(30);
        assertThat(root.path("shrunk").path("faults").asInt()).isEqualTo(2);
        assertThat(Path.of(root.path("shrunk").path("file").stringValue(""))).exists();
    }

    @Test
    void shouldDrawProgressOnATerminal() {
        terminal = true;
        var began = System.nanoTime();
        Runner runner = (scenario, trace) ->
                System.nanoTime() - began > Duration.ofMillis(2_500).toNanos()
                        ? BROKEN.run(drawn(4_711))
                        : CLEAN.run(scenario);
        assertThat(run(runner, "--minutes", "1", "--no-shrink")).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .containsPattern("\r\\d+ seeds, 0 violations, \\d+ seeds/s\u001b\\[K");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--seeds 0",
                "--seeds x",
                "--minutes 0",
                "--processes 0",
                "--seed",
                "--seed 1 --minutes 1",
                "--seed 1 --seeds 2",
                "--seed 1 --scenario x.yaml",
                "--scenario none.yaml",
                "--trace",
                "--seed 1 --trace -o json",
                "-o yaml",
                "--save pom.xml",
                "--speed 1",
                "7"
            })
    void shouldRefuseWrongUse(String arguments) {
        assertThat(run(CLEAN, arguments.split(" "))).isEqualTo(64);
        assertThat(lines()).isEmpty();
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("see windlass simulate --help");
    }

    @Test
    void shouldSayWhatIsWrongWithAScenarioFile() throws Exception {
        var file = directory.resolve("bad.yaml");
        Files.writeString(file, "name: x\nseed: 1\nchaos: soon\n");
        assertThat(run(CLEAN, "--scenario", file.toString())).isEqualTo(64);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("bad.yaml: chaos must be a duration such as 12.5s");
    }

    private int run(Runner runner, String... arguments) {
        var console = new Console(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Map.of(),
                terminal ? Optional.of(new Console.TerminalSize(100, 40)) : Optional.empty(),
                Optional.empty(),
                Clock.systemUTC(),
                ZoneOffset.UTC,
                false);
        var all = Stream.concat(Stream.of("simulate"), Stream.of(arguments)).toArray(String[]::new);
        return WindlassCommand.run(
                console,
                all,
                new SimulateCommand(
                        console,
                        () -> runner,
                        () -> SimulateCommandTest::drawn,
                        canary -> new InThread(SimulateCommandTest::drawn, canary ? new Canary(runner) : runner)));
    }

    private static String seeds(List<String> lines) {
        return lines.stream()
                .filter(line -> line.contains(" seeds from "))
                .map(line -> line.replaceAll(",.*", ""))
                .findFirst()
                .orElseThrow();
    }

    private List<String> lines() {
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
