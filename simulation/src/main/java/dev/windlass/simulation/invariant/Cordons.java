package dev.windlass.simulation.invariant;

import dev.windlass.core.cluster.NodeName;
import dev.windlass.core.event.Event;
import dev.windlass.core.event.EventRecord;
import dev.windlass.core.plan.UpgradeId;
import dev.windlass.core.procedure.Action;
import dev.windlass.simulator.world.Kind;
import dev.windlass.simulator.world.Resource;
import dev.windlass.simulator.world.SimulatedCluster;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Who made which node unschedulable. The world knows what people did; whatever else is unschedulable is our doing, with our mark or
 * without it.
 */
public final class Cordons {
    private final Set<NodeName> personal = new TreeSet<>();
    private final Map<NodeName, Instant> liftedByPerson = new TreeMap<>();
    private final Map<NodeName, Instant> schedulableSince = new TreeMap<>();
    private final Map<NodeName, UpgradeId> left = new TreeMap<>();
    private final Set<NodeName> ours = new TreeSet<>();
    /** Made once: it is asked after every change. */
    private final Map<String, NodeName> names = new HashMap<>();

    Cordons() {}

    /** A person is about to cordon a node that is schedulable. */
    public void byPerson(NodeName node) {
        personal.add(node);
    }

    /** A person is about to uncordon a node. */
    public void liftedByPerson(NodeName node, Instant now) {
        personal.remove(node);
        liftedByPerson.put(node, now);
    }

    /** The nodes that a person has cordoned and not uncordoned since. */
    public Set<NodeName> personal() {
        return Collections.unmodifiableSet(personal);
    }

    /** When a person last uncordoned it. */
    Optional<Instant> lifted(NodeName node) {
        return Optional.ofNullable(liftedByPerson.get(node));
    }

    /** The nodes that are unschedulable by our doing. */
    Set<NodeName> ours() {
        return Collections.unmodifiableSet(ours);
    }

    /** Those of them that a halt has named, and that nobody has taken in hand since: a person knows of them. */
    Set<NodeName> left() {
        return Collections.unmodifiableSet(left.keySet());
    }

    /** Since when it is schedulable; empty while it is not. */
    Optional<Instant> schedulableSince(NodeName node) {
        return Optional.ofNullable(schedulableSince.get(node));
    }

    void changed(SimulatedCluster truth, Instant now) {
        ours.clear();
        for (var resource : truth.list(Kind.NODE)) {
            var node = (Resource.Node) resource;
            var name = names.computeIfAbsent(node.meta().name(), NodeName::new);
            if (!node.unschedulable()) {
                schedulableSince.putIfAbsent(name, now);
                continue;
            }
            schedulableSince.remove(name);
            if (!personal.contains(name)) {
                ours.add(name);
            }
        }
        left.keySet().retainAll(ours);
    }

    void recorded(EventRecord event) {
        switch (event.event()) {
            case Event.UpgradeHalted halted -> {
                var upgrade = event.upgrade().orElseThrow();
                halted.leftCordoned().forEach(node -> left.put(node, upgrade));
            }
            case Event.UpgradeRetried retried ->
                left.values().removeIf(event.upgrade().orElseThrow()::equals);
            case Event.RollbackStarted started -> left.remove(started.node());
            case Event.StepScheduled scheduled -> {
                var step = scheduled.assignment().step();
                if (step.action() == Action.CORDON) {
                    step.node().ifPresent(left::remove);
                }
            }
            default -> {}
        }
    }
}
