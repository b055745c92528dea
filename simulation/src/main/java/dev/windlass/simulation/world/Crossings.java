package dev.windlass.simulation.world;

import dev.windlass.simulation.scenario.Fault;
import dev.windlass.simulation.scenario.Trigger;
import dev.windlass.simulation.time.Crossing;
import dev.windlass.simulation.time.SimulatedProcess;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/** Counts the points that processes pass, and lets faults strike there. */
final class Crossings {
    private final List<Fault> waiting;
    private final BiConsumer<Fault, String> strike;
    /** Where faults of this scenario strike: only there is counted. */
    private final Set<String> points;

    private final Map<String, Integer> passed = new HashMap<>();

    /** @param strike takes a fault, and the name of the service that tripped it */
    Crossings(List<Fault> faults, BiConsumer<Fault, String> strike) {
        this.waiting = new ArrayList<>(faults.stream()
                .filter(fault -> fault.trigger() instanceof Trigger.Passing)
                .toList());
        this.strike = strike;
        this.points = waiting.stream()
                .map(fault -> ((Trigger.Passing) fault.trigger()).point())
                .collect(Collectors.toSet());
    }

    /** The crossing of one process of a service. */
    Crossing of(String service, SimulatedProcess process) {
        return point -> {
            if (!waiting.isEmpty()) {
                pass(service, point);
                await(process);
            }
        };
    }

    /** Nothing strikes any more. */
    void end() {
        waiting.clear();
    }

    private void pass(String service, String point) {
        if (!points.contains(point)) {
            return;
        }
        var times = passed.merge(service + " " + point, 1, Integer::sum);
        var timesOfAll = passed.merge(" " + point, 1, Integer::sum);
        var due = waiting.stream()
                .filter(fault -> {
                    var at = (Trigger.Passing) fault.trigger();
                    return at.point().equals(point)
                            && (at.process().isEmpty()
                                    ? at.nth() == timesOfAll
                                    : at.process().equals(service) && at.nth() == times);
                })
                .toList();
        waiting.removeAll(due);
        due.forEach(fault -> strike.accept(fault, service));
    }

    /** A process that was struck just now goes no further: a dead one never, a paused one when it is let. */
    @SuppressWarnings(
            "ThreadPriorityCheck") // the thread's scheduler is the simulation's own, and keeps it until it is let
    private static void await(SimulatedProcess process) {
        while (!process.isAlive()) {
            LockSupport.park();
        }
        if (!process.isRunning()) {
            Thread.yield();
        }
    }
}
