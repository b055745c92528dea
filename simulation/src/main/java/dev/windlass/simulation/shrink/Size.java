package dev.windlass.simulation.shrink;

import dev.windlass.simulation.run.Verdict;
import dev.windlass.simulation.scenario.ClusterPlan;
import dev.windlass.simulation.scenario.Fault;
import dev.windlass.simulation.scenario.Fleet;
import dev.windlass.simulation.scenario.Scenario;
import dev.windlass.simulation.scenario.Trigger;
import java.time.Duration;
import java.util.Comparator;

/**
 * How much there is to understand: faults first, then events, then the world, and last how large its numbers are.
 *
 * @param faults how many
 * @param events that were recorded up to the violation
 * @param world asks, clusters, nodes, workloads, services, partitions, and what is not as usual, together
 * @param numbers arguments, counts and milliseconds together
 */
record Size(int faults, long events, int world, long numbers) implements Comparable<Size> {
    private static final Comparator<Size> ORDER = Comparator.comparingInt(Size::faults)
            .thenComparingLong(Size::events)
            .thenComparingInt(Size::world)
            .thenComparingLong(Size::numbers);

    static Size of(Scenario scenario, Verdict verdict) {
        return new Size(scenario.faults().size(), verdict.events(), world(scenario), numbers(scenario));
    }

    private static int world(Scenario scenario) {
        return scenario.asks().size()
                + (int) scenario.asks().stream()
                        .filter(ask -> !Plainer.isPlain(ask))
                        .count()
                + (int) scenario.faults().stream()
                        .filter(fault -> !Plainer.isPlain(fault))
                        .count()
                + services(scenario.fleet())
                + scenario.fleet().clusters().stream().mapToInt(Size::of).sum();
    }

    private static int services(Fleet fleet) {
        return fleet.partitions() + fleet.planners() + fleet.executors() + fleet.validators();
    }

    private static int of(ClusterPlan cluster) {
        return 1 + cluster.controlPlanes() + cluster.workers() + cluster.workloads() + cluster.statefulSets();
    }

    private static long numbers(Scenario scenario) {
        return millis(scenario.chaos())
                + scenario.asks().stream().mapToLong(ask -> millis(ask.at())).sum()
                + scenario.faults().stream().mapToLong(Size::of).sum();
    }

    private static long of(Fault fault) {
        return Math.abs((long) fault.argument()) + millis(fault.lasts()) + of(fault.trigger());
    }

    private static long of(Trigger trigger) {
        return switch (trigger) {
            case Trigger.At at -> millis(at.after());
            case Trigger.Passing passing -> passing.nth();
            case Trigger.Recorded recorded -> recorded.nth();
        };
    }

    /** Rounded up, so that less than a millisecond is more than nothing. */
    private static long millis(Duration duration) {
        return duration.plusNanos(999_999).toMillis();
    }

    @Override
    public int compareTo(Size other) {
        return ORDER.compare(this, other);
    }
}
