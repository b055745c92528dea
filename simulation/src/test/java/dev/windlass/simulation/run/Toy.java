package dev.windlass.simulation.run;

import dev.windlass.simulation.coverage.PossibleTransitions;
import dev.windlass.simulation.coverage.Reached;
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
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Scenarios from seeds, and runs that take no time and whose outcome is known. */
public final class Toy {
    public static final String INVARIANT = "S4 OneTokenUp";

    private Toy() {}

    /** Two clusters, several of each service, three asks, and up to twelve faults. */
    public static Scenario drawn(long seed) {
        var random = new SplittableRandom(seed);
        var fleet = new Fleet(
                4,
                2,
                3,
                2,
                List.of(new ClusterPlan("alpha", 3, 5, "v1.30.4", 2), new ClusterPlan("beta", 1, 2, "v1.30.4", 0)));
        var asks = List.of(
                new Ask(Duration.ZERO, "alpha", Ask.Kind.UPGRADE, "v1.31.2", "q1"),
                new Ask(Duration.ofMillis(7_250), "beta", Ask.Kind.UPGRADE, "v1.31.2", "q2"),
                new Ask(Duration.ofSeconds(90), "alpha", Ask.Kind.PAUSE, "", "q3"));
        var faults = new ArrayList<Fault>();
        for (var i = random.nextInt(13); i > 0; i--) {
            faults.add(fault(random));
        }
        return new Scenario(seed, fleet, Duration.ofSeconds(120), asks, faults);
    }

    private static Fault fault(SplittableRandom random) {
        var kinds = FaultKind.values();
        var kind = kinds[random.nextInt(kinds.length)];
        var what = switch (kind.on()) {
            case PROCESS -> "executor-" + random.nextInt(1, 4);
            case NODE -> "alpha-w" + random.nextInt(1, 6);
            case CLUSTER -> "beta";
            case NOTHING -> "";
        };
        return new Fault(
                kind,
                new Trigger.At(Duration.ofMillis(random.nextInt(60_000))),
                what,
                Duration.ofMillis(random.nextInt(9_000)),
                random.nextInt(-5, 50));
    }

    /** Breaks {@link #INVARIANT} where the condition holds. Events are as many as there are things in the scenario. */
    public static Runner breaking(Predicate<Scenario> condition) {
        return (scenario, trace) -> {
            for (var i = 1; i <= 40; i++) {
                trace.accept("line " + i + " of seed " + scenario.seed());
            }
            var violation = condition.test(scenario)
                    ? Optional.of(new Violation(INVARIANT, "token 3 after token 4", Duration.ofSeconds(12)))
                    : Optional.<Violation>empty();
            return new Verdict(
                    violation,
                    scenario.hashCode(),
                    events(scenario),
                    Duration.ofMinutes(10),
                    sometimes(),
                    transitions());
        };
    }

    private static long events(Scenario scenario) {
        var fleet = scenario.fleet();
        return 10L * scenario.asks().size()
                + scenario.faults().size()
                + fleet.clusters().stream()
                        .mapToInt(cluster -> 4 * cluster.controlPlanes() + 3 * cluster.workers() + cluster.workloads())
                        .sum();
    }

    private static TreeMap<String, Long> sometimes() {
        var counts = new TreeMap<String, Long>();
        Reached.expected().forEach(name -> counts.put(name, 2L));
        return counts;
    }

    private static TreeMap<String, Long> transitions() {
        var counts = new TreeMap<String, Long>();
        PossibleTransitions.texts().forEach(text -> counts.put(text, 1L));
        return counts;
    }
}
