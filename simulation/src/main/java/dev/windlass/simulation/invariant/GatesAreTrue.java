package dev.windlass.simulation.invariant;

import dev.windlass.core.event.Event;
import dev.windlass.core.event.EventRecord;
import dev.windlass.core.plan.StepId;
import dev.windlass.core.report.Outcome;
import dev.windlass.core.report.Report;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * S18: a validator says that all is well only where it was so, at some moment since the planner asked: the node's kubelet, or the control
 * plane, or what a drain had taken away.
 */
final class GatesAreTrue implements Invariant {
    private final Map<WatchedCluster, Map<Try, Gate>> asked = new HashMap<>();

    private record Try(StepId step, int attempt) {}

    @Override
    public String name() {
        return "S18 GatesAreTrue";
    }

    @Override
    public Optional<String> recorded(WatchedCluster cluster, EventRecord event) {
        switch (event.event()) {
            case Event.UpgradeAccepted accepted -> asked.remove(cluster);
            case Event.StepScheduled scheduled -> {
                var assignment = scheduled.assignment();
                Gate.of(assignment).ifPresent(gate -> {
                    of(cluster).putIfAbsent(new Try(assignment.step().id(), assignment.attempt()), gate);
                    gate.look(cluster);
                });
            }
            default -> {}
        }
        return Optional.empty();
    }

    private Map<Try, Gate> of(WatchedCluster cluster) {
        return asked.computeIfAbsent(cluster, none -> new HashMap<>());
    }

    @Override
    public Optional<String> changed(WatchedCluster cluster) {
        of(cluster).values().forEach(gate -> gate.look(cluster));
        return Optional.empty();
    }

    @Override
    public Optional<String> reported(WatchedCluster cluster, Report report) {
        if (!(report.said() instanceof Report.Said.Ended ended)) {
            return Optional.empty();
        }
        var gate = of(cluster).get(new Try(report.step(), report.attempt()));
        if (gate == null || !(ended.outcome() instanceof Outcome.Succeeded)) {
            return Optional.empty();
        }
        gate.look(cluster);
        if (!gate.lasts() && showsThePast(cluster)) {
            return Optional.empty();
        }
        return gate.shortfall().map(words -> "%s passed, and %s".formatted(report.step(), words));
    }

    /** One look at what was so before the planner asked is nobody's mistake. */
    private static boolean showsThePast(WatchedCluster cluster) {
        return cluster.strikes().showedThePast(cluster.now().minus(Strikes.OLDEST));
    }
}
