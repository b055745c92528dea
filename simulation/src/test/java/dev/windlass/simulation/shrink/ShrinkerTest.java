package dev.windlass.simulation.shrink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windlass.core.request.Policy;
import dev.windlass.simulation.run.Canary;
import dev.windlass.simulation.run.Checked;
import dev.windlass.simulation.run.Runner;
import dev.windlass.simulation.run.Toy;
import dev.windlass.simulation.run.Verdict;
import dev.windlass.simulation.run.Violation;
import dev.windlass.simulation.scenario.Ask;
import dev.windlass.simulation.scenario.ClusterPlan;
import dev.windlass.simulation.scenario.Fault;
import dev.windlass.simulation.scenario.FaultKind;
import dev.windlass.simulation.scenario.Fleet;
import dev.windlass.simulation.scenario.Scenario;
import dev.windlass.simulation.scenario.Trigger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class ShrinkerTest {
    private static final Fault KILL =
            new Fault(FaultKind.KILL, new Trigger.Passing("executor-2", "report.before", 7), "executor-2", s(5), 0);
    private static final Fault REBOOT =
            new Fault(FaultKind.REBOOT, new Trigger.Recorded("StepScheduled", 9), "alpha-w3", s(30), 0);
    private static final Fault SKEW =
            new Fault(FaultKind.SKEW, new Trigger.At(Duration.ofMillis(40_321)), "planner-1", s(60), -9_000);
    private static final Fault POISON = new Fault(FaultKind.POISON, new Trigger.At(s(3)), "beta", s(0), 17);

    private final AtomicInteger runs = new AtomicInteger();

    @Test
    void shouldLeaveTheTwoFaultsThatMatterTogether() {
        var shrunk = shrunk(scenario -> hasKind(scenario, FaultKind.KILL) && hasKind(scenario, FaultKind.SKEW));
        assertThat(shrunk.faults())
                .containsExactly(
                        new Fault(
                                FaultKind.KILL,
                                new Trigger.Passing("executor-2", "report.before", 1),
                                "executor-2",
                                s(0),
                                0),
                        new Fault(FaultKind.SKEW, new Trigger.At(s(0)), "planner-1", s(0), 0));
        assertThat(shrunk.asks()).isEmpty();
        // A fault names executor-2.
        assertThat(shrunk.fleet())
                .isEqualTo(new Fleet(1, 1, 2, 1, List.of(new ClusterPlan("alpha", 1, 0, "v1.30.4", 0))));
        assertThat(shrunk.chaos()).isZero();
    }

    @Test
    void shouldFindTheSmallestNumbersThatStillBreakIt() {
        var shrunk = shrunk(scenario -> scenario.faults().stream()
                        .anyMatch(fault ->
                                fault.argument() <= -4_321 && fault.lasts().compareTo(Duration.ofMillis(12_500)) >= 0)
                && scenario.fleet().clusters().getFirst().workers() >= 3
                && scenario.fleet().clusters().getFirst().controlPlanes() >= 2
                && scenario.fleet().planners() >= 2
                && scenario.chaos().compareTo(s(47)) >= 0
                && scenario.asks().stream().anyMatch(ask -> ask.at().compareTo(s(6)) > 0));
        assertThat(shrunk.faults()).singleElement().satisfies(fault -> {
            assertThat(fault.kind()).isEqualTo(FaultKind.SKEW);
            assertThat(fault.argument()).isEqualTo(-4_321);
            assertThat(fault.lasts()).isBetween(Duration.ofMillis(12_500), s(13));
        });
        assertThat(shrunk.fleet())
                .isEqualTo(new Fleet(1, 2, 1, 1, List.of(new ClusterPlan("alpha", 2, 3, "v1.30.4", 0))));
        assertThat(shrunk.chaos()).isEqualTo(s(47));
        assertThat(shrunk.asks())
                .singleElement()
                .satisfies(ask -> assertThat(ask.at()).isBetween(Duration.ofMillis(6_001), Duration.ofMillis(7_000)));
    }

    @Test
    void shouldMakeUsualWhatNeedNotBeSpecial() {
        var way = new Fault(FaultKind.API_SLOW, new Trigger.At(s(3)), "alpha", "validator-1", s(9), 4);
        var special = new Policy(s(45), s(10), true, true);
        var scenario = scenario()
                .withFaults(List.of(way))
                .withAsks(scenario().asks().stream()
                        .map(ask -> ask.withPolicy(special))
                        .toList());
        Runner runner = (it, trace) -> verdict(
                it.faults().isEmpty() || it.asks().isEmpty()
                        ? Optional.empty()
                        : Optional.of(new Violation("S1 OneControlPlane", "", s(1))),
                1,
                0);
        var shrunk = shrinker(runner)
                .shrink(scenario, "S1 OneControlPlane")
                .orElseThrow()
                .scenario();
        assertThat(shrunk.faults())
                .singleElement()
                .satisfies(it -> assertThat(it.whose()).isEmpty());
        assertThat(shrunk.asks())
                .singleElement()
                .satisfies(it -> assertThat(it.policy()).isEqualTo(Ask.USUAL));
    }

    @Test
    void shouldTakeAFaultAwayWithWhatItNames() {
        var fewer = Fewer.in(scenario(), new Fleet(4, 2, 1, 2, List.of(new ClusterPlan("alpha", 3, 2, "v1.30.4", 2))));
        assertThat(fewer.faults()).containsExactly(SKEW);
        assertThat(fewer.asks()).extracting(Ask::cluster).containsOnly("alpha");
    }

    @Test
    void shouldLeaveAFaultOnAProcessThatJoinsLater() {
        var joined = new Fault(FaultKind.PAUSE, new Trigger.At(s(1)), "executor-4", s(1), 0);
        var scenario = scenario().withFaults(List.of(joined));
        assertThat(Fewer.services(scenario))
                .isNotEmpty()
                .allSatisfy(smaller -> assertThat(smaller.faults()).containsExactly(joined));
    }

    @Test
    void shouldNotTakeAnotherBrokenPromiseForTheSame() {
        Runner runner = (scenario, trace) -> {
            var invariant = scenario.faults().size() >= 3 ? "S1 OneControlPlane" : "L1 Ends";
            return verdict(
                    Optional.of(new Violation(invariant, "", s(1))),
                    scenario.faults().size(),
                    0);
        };
        var shrunk = shrinker(runner).shrink(scenario(), "S1 OneControlPlane").orElseThrow();
        assertThat(shrunk.scenario().faults()).hasSize(3);
        assertThat(shrunk.verdict().broke("S1 OneControlPlane")).isTrue();
        assertThat(shrinker(runner).shrink(scenario(), "S2 Budget")).isEmpty();
    }

    @Test
    void shouldPreferFewerFaultsAndThenFewerEvents() {
        // With few workers it takes longer until the promise breaks.
        Runner runner = (scenario, trace) -> {
            var workers = scenario.fleet().clusters().getFirst().workers();
            return verdict(Optional.of(new Violation(Toy.INVARIANT, "", s(1))), 100 - 10 * workers, 0);
        };
        var shrunk = shrinker(runner).shrink(scenario(), Toy.INVARIANT).orElseThrow();
        assertThat(shrunk.scenario().faults()).isEmpty();
        assertThat(shrunk.scenario().fleet().clusters().getFirst().workers()).isEqualTo(5);
        assertThat(shrunk.verdict().events()).isEqualTo(50);
    }

    @Test
    void shouldShrinkWhatThrows() {
        Runner runner = (scenario, trace) -> {
            if (hasKind(scenario, FaultKind.POISON)) {
                throw new IllegalStateException("unreadable");
            }
            return verdict(Optional.empty(), 1, 0);
        };
        var shrunk = shrinker(runner)
                .shrink(scenario(), Checked.THROWS + "IllegalStateException")
                .orElseThrow();
        assertThat(shrunk.scenario().faults()).extracting(Fault::kind).containsExactly(FaultKind.POISON);
        assertThat(shrunk.scenario().fleet().clusters())
                .extracting(ClusterPlan::name)
                .containsExactly("beta");
    }

    @Test
    void shouldShrinkWhatDiffersFromRunToRun() {
        Runner runner = (scenario, trace) ->
                verdict(Optional.empty(), 1, hasKind(scenario, FaultKind.REBOOT) ? runs.incrementAndGet() : 0);
        var shrunk = shrinker(runner).shrink(scenario(), Checked.DETERMINISM).orElseThrow();
        assertThat(shrunk.scenario().faults()).extracting(Fault::kind).containsExactly(FaultKind.REBOOT);
    }

    @Test
    void shouldLeaveTheCanaryOneFault() {
        var seed = 0L;
        var runner = new Canary(Toy.breaking(scenario -> false));
        while (Toy.drawn(seed).faults().size() < 3
                || !runner.run(Toy.drawn(seed)).broke(Canary.INVARIANT)) {
            seed++;
        }
        var shrunk = shrinker(runner).shrink(Toy.drawn(seed), Canary.INVARIANT).orElseThrow();
        assertThat(shrunk.scenario().faults()).hasSize(1);
        assertThat(shrunk.scenario().asks()).isEmpty();
    }

    @Test
    void shouldKeepToItsLimits() {
        Runner runner = (scenario, trace) -> {
            runs.incrementAndGet();
            return verdict(Optional.of(new Violation(Toy.INVARIANT, "", s(1))), scenario.hashCode() & 0xffff, 0);
        };
        var few = new Shrinker(runner, new Shrinker.Limits(10, s(1_000)));
        assertThat(few.shrink(scenario(), Toy.INVARIANT).orElseThrow().runs()).isEqualTo(10);
        assertThat(runs).hasValue(10);
        var clock = new AtomicLong();
        var brief = new Shrinker(runner, new Shrinker.Limits(2_000, s(5)), () -> clock.addAndGet(1_000_000_000));
        assertThat(brief.shrink(scenario(), Toy.INVARIANT).orElseThrow().runs()).isBetween(1, 6);
        runs.set(0);
        assertThat(new Shrinker(runner, Shrinker.Limits.USUAL)
                        .shrink(scenario(), Toy.INVARIANT, () -> runs.get() >= 3)
                        .orElseThrow()
                        .runs())
                .isEqualTo(3);
    }

    private Scenario shrunk(java.util.function.Predicate<Scenario> condition) {
        return shrinker(Toy.breaking(condition))
                .shrink(scenario(), Toy.INVARIANT)
                .orElseThrow()
                .scenario();
    }

    private static Shrinker shrinker(Runner runner) {
        return new Shrinker(runner, new Shrinker.Limits(2_000, Duration.ofHours(1)));
    }

    /** The faults that the tests speak of, among many others. */
    private static Scenario scenario() {
        var drawn = Toy.drawn(11);
        var faults = new ArrayList<Fault>();
        for (var i = 0; i < 20; i++) {
            faults.add(new Fault(FaultKind.SSH_SLOW, new Trigger.At(s(i)), "alpha-w" + (i % 5 + 1), s(2), i));
        }
        faults.removeIf(fault -> fault.what().matches("alpha-w[12]"));
        faults.add(3, KILL);
        faults.add(7, REBOOT);
        faults.add(9, SKEW);
        faults.add(POISON);
        return drawn.withFaults(faults);
    }

    private static boolean hasKind(Scenario scenario, FaultKind kind) {
        return scenario.faults().stream().anyMatch(fault -> fault.kind() == kind);
    }

    private static Verdict verdict(Optional<Violation> violation, long events, long hash) {
        return new Verdict(violation, hash, events, s(1), new TreeMap<>(), new TreeMap<>());
    }

    private static Duration s(long seconds) {
        return Duration.ofSeconds(seconds);
    }
}
