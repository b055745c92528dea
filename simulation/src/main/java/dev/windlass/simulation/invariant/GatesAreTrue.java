package dev.windlass.simulation.invariant;

import dev.windlass.core.cluster.NodeName;
import dev.windlass.core.event.Event;
import dev.windlass.core.event.EventRecord;
import dev.windlass.core.plan.Step;
import dev.windlass.core.plan.StepId;
import dev.windlass.core.procedure.Action;
import dev.windlass.core.report.Outcome;
import dev.windlass.core.report.Report;
import dev.windlass.core.upgrade.StepState;
import dev.windlass.simulator.world.Occurrence;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * S18: a validator says that all is well only where it was so, at some moment since the planner asked: the node's kubelet, or the control
 * plane, or what a drain had taken away.
 */
final class GatesAreTrue implements Invariant {
    private final Map<WatchedCluster, Map<Try, Gate>> asked = new HashMap<>();

    private final Map<WatchedCluster, Map<NodeName, Taken>> taken = new HashMap<>();

    private record Try(StepId step, int attempt) {}

    @Override
    public String name() {
        return "S18 GatesAreTrue";
    }

    @Override
    public Optional<String> recorded(WatchedCluster cluster, EventRecord event) {
        switch (event.event()) {
            case Event.UpgradeAccepted accepted -> {
                asked.remove(cluster);
                taken.remove(cluster);
            }
            case Event.StepScheduled scheduled -> {
                var assignment = scheduled.assignment();
                if (assignment.step().action() == Action.DRAIN) {
                    var node = assignment.step().node().orElseThrow();
                    takenIn(cluster).computeIfAbsent(node, first -> new Taken(node, cluster));
                }
                Gate.of(assignment, takenFrom(cluster, assignment.step())).ifPresent(gate -> {
                    of(cluster).putIfAbsent(new Try(assignment.step().id(), assignment.attempt()), gate);
                    gate.look(cluster);
                });
            }
            default -> {}
        }
        return Optional.empty();
    }

    private Map<NodeName, Taken> takenIn(WatchedCluster cluster) {
        return taken.computeIfAbsent(cluster, none -> new HashMap<>());
    }

    /** Nothing where an API server showed what was there long before. */
    private SortedMap<ReadyPods.Of, Integer> takenFrom(WatchedCluster cluster, Step step) {
        return step.node()
                .map(takenIn(cluster)::get)
                .filter(it -> !cluster.strikes().showedThePast(it.since().minus(Strikes.OLDEST)))
                .map(Taken::workloads)
                .orElseGet(Collections::emptySortedMap);
    }

    @Override
    public Optional<String> happened(WatchedCluster cluster, Occurrence what) {
        if (what instanceof Occurrence.PodEvicted evicted) {
            takenIn(cluster).values().forEach(each -> each.evicted(cluster, evicted));
        }
        return Optional.empty();
    }

    private Map<Try, Gate> of(WatchedCluster cluster) {
        return asked.computeIfAbsent(cluster, none -> new HashMap<>());
    }

    @Override
    public Optional<String> changed(WatchedCluster cluster) {
        of(cluster).values().forEach(gate -> gate.look(cluster));
        takenIn(cluster).values().forEach(each -> each.changed(cluster));
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
        var shortfall = gate.shortfall();
        if (shortfall.isEmpty()) {
            forget(cluster, report);
        }
        return shortfall.map(words -> "%s passed, and %s".formatted(report.step(), words));
    }

    /** What was taken from a node is back: its next drain takes anew. */
    private void forget(WatchedCluster cluster, Report report) {
        cluster.history()
                .upgrade()
                .flatMap(upgrade -> upgrade.step(report.step()))
                .map(StepState::step)
                .filter(step -> step.action() == Action.VALIDATE_WORKLOADS)
                .flatMap(Step::node)
                .ifPresent(takenIn(cluster)::remove);
    }

    /** One look at what was so before the planner asked is nobody's mistake. */
    private static boolean showsThePast(WatchedCluster cluster) {
        return cluster.strikes().showedThePast(cluster.now().minus(Strikes.OLDEST));
    }
}
