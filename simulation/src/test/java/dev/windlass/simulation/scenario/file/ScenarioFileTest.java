package dev.windlass.simulation.scenario.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.windlass.core.request.Policy;
import dev.windlass.simulation.run.Toy;
import dev.windlass.simulation.scenario.Ask;
import dev.windlass.simulation.scenario.Drawing;
import dev.windlass.simulation.scenario.Fault;
import dev.windlass.simulation.scenario.FaultKind;
import dev.windlass.simulation.scenario.Scenario;
import dev.windlass.simulation.scenario.Trigger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ScenarioFileTest {
    private static final String EXAMPLE = """
            name: an executor dies with its report
            broke: S4 OneTokenUp
            found: 0123456, seed 4711
            seed: 4711
            chaos: 120s
            fleet: {partitions: 4, planners: 1, executors: 2, validators: 1}
            clusters:
            - {name: alpha, controlPlanes: 3, workers: 2, version: v1.30.4, workloads: 1}
            asks:
            - {at: 0s, cluster: alpha, ask: upgrade, to: v1.31.2, id: q1}
            - {at: 12.5s, cluster: alpha, ask: pause, id: q2}
            faults:
            - {fault: kill, when: when executor-1 passes ssh.after the 2nd time, lasts: 4.25s}
            - {fault: api stale, what: alpha, when: at 1.5s, lasts: 30s, argument: 12}
            - {fault: reboot, what: alpha-w2, when: when StepScheduled is recorded the 13th time}
            - {fault: log full, when: when any process passes log.commit.before the 1st time, lasts: 0.1s}
            """;

    @TempDir
    private Path directory;

    @Test
    void shouldWriteWhatPeopleRead() {
        var file = ScenarioFile.parse(EXAMPLE);
        assertThat(file.scenario().faults())
                .startsWith(new Fault(
                        FaultKind.KILL,
                        new Trigger.Passing("executor-1", "ssh.after", 2),
                        "",
                        Duration.ofMillis(4_250),
                        0));
        assertThat(file.yaml()).isEqualTo(EXAMPLE);
    }

    static List<Fault> everyFault() {
        var triggers = List.of(
                new Trigger.At(Duration.ZERO),
                new Trigger.At(Duration.ofSeconds(3_725, 1)),
                new Trigger.Passing("planner-2", "log.commit.after", 1),
                new Trigger.Passing("", "ssh.before", 112),
                new Trigger.Recorded("UpgradeHalted", 3));
        var faults = new ArrayList<Fault>();
        for (var kind : FaultKind.values()) {
            var names = switch (kind.on()) {
                case PROCESS -> List.of("executor-1", "planner-12", "validator-1", "");
                case NODE -> List.of("alpha-cp3", "beta-w2", "");
                case CLUSTER -> List.of("beta", "");
                case NOTHING -> List.of("");
            };
            for (var trigger : triggers) {
                names.stream()
                        .filter(name -> !name.isEmpty() || says(trigger, kind.on()))
                        .forEach(name -> faults.add(new Fault(kind, trigger, name, Duration.ofMillis(250), -7)));
                if (kind.onTheWay()) {
                    faults.add(new Fault(kind, trigger, names.getFirst(), "executor-2", Duration.ZERO, 0));
                }
            }
        }
        return faults;
    }

    /** Whether what trips it says what is struck. */
    private static boolean says(Trigger trigger, FaultKind.On on) {
        return switch (on) {
            case NOTHING -> true;
            case PROCESS -> trigger instanceof Trigger.Passing;
            case CLUSTER -> trigger instanceof Trigger.Recorded;
            case NODE -> !(trigger instanceof Trigger.At);
        };
    }

    @ParameterizedTest
    @MethodSource("everyFault")
    void shouldReadEveryFaultAsItWasWritten(Fault fault) {
        shouldComeBack(Toy.drawn(1).withFaults(List.of(fault)));
    }

    @ParameterizedTest
    @EnumSource(Ask.Kind.class)
    void shouldReadEveryAskAsItWasWritten(Ask.Kind kind) {
        shouldComeBack(Toy.drawn(1)
                .withAsks(List.of(
                        new Ask(Duration.ofNanos(1_500_000_001), "beta", kind, "v1.32.1", "no"),
                        new Ask(Duration.ofDays(2), "alpha", kind, "", "0x1F"),
                        new Ask(Duration.ZERO, "alpha", kind, "", "terms")
                                .withPolicy(new Policy(Duration.ofSeconds(45), Duration.ofMillis(1_500), true, false)),
                        new Ask(Duration.ZERO, "alpha", kind, "", "others")
                                .withPolicy(
                                        new Policy(Ask.USUAL.drainDeadline(), Ask.USUAL.stableFor(), false, true)))));
    }

    @Test
    void shouldReadWhatASeedIs() {
        LongStream.range(0, 200).mapToObj(Drawing::draw).forEach(this::shouldComeBack);
    }

    @Test
    void shouldReadWhatWasDrawn() {
        IntStream.range(0, 200).mapToObj(Toy::drawn).forEach(this::shouldComeBack);
        shouldComeBack(Toy.drawn(-3).withAsks(List.of()).withFaults(List.of()));
    }

    private void shouldComeBack(Scenario scenario) {
        var file = new ScenarioFile("a: b # c", "L1 Ends", "00012345 \"quoted\"\nand a second line", scenario);
        assertThat(ScenarioFile.parse(file.yaml())).isEqualTo(file);
        assertThat(file.yaml()).doesNotContain("!!", "&id", "*id");
    }

    @Test
    void shouldWriteIntoADirectoryThatIsNotThereYet() throws Exception {
        var path = directory.resolve("new/found.yaml");
        var file = ScenarioFile.parse(EXAMPLE);
        file.write(path);
        assertThat(ScenarioFile.read(path)).isEqualTo(file);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name: an executor dies with its report | title: x | name is missing",
                "broke: S4 OneTokenUp | breaks: S4 | breaks is not a key here; known: name, broke",
                "seed: 4711 | seed: many | seed must be a whole number, not \"many\"",
                "chaos: 120s | chaos: long | chaos must be a duration such as 12.5s, not \"long\"",
                "chaos: 120s | chaos: -1s | chaos must be a duration such as 12.5s, not \"-1s\"",
                "planners: 1 | planners: 0 | fleet.planners must be a number from 1 to 1000, not 0",
                "planners: 1 | planers: 1 | fleet.planners is missing",
                "name: alpha | name: Alpha! | clusters[0].name is wrong:",
                "version: v1.30.4 | version: newest | clusters[0].version is wrong:",
                "cluster: alpha, ask: pause | cluster: gamma, ask: pause | asks[1].cluster can't be \"gamma\"; there are alpha",
                "ask: pause | ask: stop | asks[1].ask can't be \"stop\"; known: upgrade, plan, pause",
                "fault: kill | fault: murder | faults[0].fault can't be \"murder\"; known: kill, stop, pause",
                "the 2nd time | twice | faults[0].when must be \"at 12.5s\", \"when executor-1 passes",
                "passes ssh.after | passes report.before | faults[0].when can't be \"report.before\"; there are api.read.after, api.read.before",
                "when executor-1 | when validator-1 | faults[0].when can't be: ssh.after is passed by executor, not by validator-1",
                "StepScheduled | StepSchedule | faults[2].when can't be \"StepSchedule\"; there are CancelRequested",
                "the 13th time | the 0th time | faults[2].when must be",
                "what: alpha-w2 | what: alpha-w3 | faults[2].what can't be \"alpha-w3\"; there are alpha-cp1, alpha-cp2",
                "fault: log full | fault: log full, what: alpha | faults[3].what must be left out: log full strikes them all",
                "fault: kill | fault: kill, what: executor | faults[0].what must be a process such as executor-1",
                "fault: kill | fault: kill, what: kafka | faults[0].what must be a process such as executor-1",
                "argument: 12 | argument: 99999999999 | faults[1].argument is too large a number",
                "ask: pause | ask: pause, drainDeadline: 0s | asks[1].policy is wrong: ",
                "ask: pause | ask: pause, deleteEmptyDirData: yes | asks[1].deleteEmptyDirData must be true or false",
                "fault: api stale | fault: api stale, whose: alpha | faults[1].whose must be a process such as executor-1",
                "fault: reboot | fault: reboot, whose: executor-1 | faults[2].whose must be left out: reboot is on nobody's way",
                "lasts: 30s | lasts: [30s] | faults[1].lasts must be one text",
                "{fault: kill | [{fault: kill | it is not YAML",
            })
    void shouldSayWhatIsWrongAndWhere(String right, String wrong, String message) throws Exception {
        assertThat(EXAMPLE).contains(right);
        var path = directory.resolve("bad.yaml");
        Files.writeString(path, EXAMPLE.replaceFirst(java.util.regex.Pattern.quote(right), wrong.replace("$", "")));
        assertThatThrownBy(() -> ScenarioFile.read(path))
                .isInstanceOf(InvalidScenario.class)
                .hasMessageStartingWith(path + ": ")
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "7", "- a", "name: x", "name: [x", "a: &a [1]\nb: *a"})
    void shouldRefuseWhatIsNoScenario(String text) {
        assertThatThrownBy(() -> ScenarioFile.parse(text)).isInstanceOf(InvalidScenario.class);
    }

    @Test
    void shouldSayThatThereIsNoFile() {
        assertThatThrownBy(() -> ScenarioFile.read(directory.resolve("none.yaml")))
                .isInstanceOf(InvalidScenario.class)
                .hasMessageEndingWith("none.yaml: there is no such file");
    }

    @Test
    void shouldReadOtherUnitsOfTime() {
        assertThat(Arrays.asList("500ms", "1.5s", "10m", "2h").stream().map(DurationWords::parse))
                .extracting(java.util.Optional::orElseThrow)
                .containsExactly(
                        Duration.ofMillis(500), Duration.ofMillis(1_500), Duration.ofMinutes(10), Duration.ofHours(2));
    }
}
