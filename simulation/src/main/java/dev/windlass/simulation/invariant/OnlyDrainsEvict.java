package dev.windlass.simulation.invariant;

import dev.windlass.core.cluster.NodeName;
import dev.windlass.core.event.Event;
import dev.windlass.core.event.EventRecord;
import dev.windlass.core.plan.StepId;
import dev.windlass.core.procedure.Action;
import dev.windlass.simulation.scenario.FaultKind;
import dev.windlass.simulator.world.Occurrence;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * S17: a pod is evicted only from a node that a step of the newest upgrade drains, only while that node is unschedulable, and only if the
 * call names the uid of the pod that was seen.
 *
 * <p>Nothing can guard the moment between a drain's look at its node and the eviction that follows from it, so what held at that look
 * counts: one round of a drain before, however long the process slept or its calls took in between.
 */
final class OnlyDrainsEvict implements Invariant {
    private static final Duration ROUND = Duration.ofSeconds(2);

    private record Drained(WatchedCluster cluster, NodeName node) {}

    private final Map<Drained, Instant> ended = new HashMap<>();

    @Override
    public String name() {
        return "S17 OnlyDrainsEvict";
    }

    @Override
    public Optional<String> recorded(WatchedCluster cluster, EventRecord event) {
        switch (event.event()) {
            case Event.StepSucceeded succeeded -> ended(cluster, succeeded.step());
            case Event.StepFailed failed -> ended(cluster, failed.step());
            default -> {}
        }
        return Optional.empty();
    }

    private void ended(WatchedCluster cluster, StepId id) {
        cluster.history()
                .upgrade()
                .flatMap(upgrade -> upgrade.step(id))
                .map(state -> state.step())
                .filter(step -> step.action() == Action.DRAIN)
                .flatMap(step -> step.node())
                .ifPresent(node -> ended.put(new Drained(cluster, node), cluster.now()));
    }

    @Override
    public Optional<String> happened(WatchedCluster cluster, Occurrence what) {
        if (!(what instanceof Occurrence.PodEvicted evicted)) {
            return Optional.empty();
        }
        if (!evicted.asked().equals(evicted.uid())) {
            return Optional.of("%s was evicted by its name, and not as the pod that was seen".formatted(evicted.pod()));
        }
        if (evicted.node().isEmpty()) {
            return Optional.of("%s was evicted from no node".formatted(evicted.pod()));
        }
        var node = new NodeName(evicted.node());
        var looked = cluster.strikes()
                .before(
                        evicted.at(),
                        ROUND,
                        strike -> strike.kind() == FaultKind.PAUSE || strike.kind() == FaultKind.API_SLOW);
        if (!isDrained(cluster, node)
                && ended.getOrDefault(new Drained(cluster, node), Instant.MIN).isBefore(looked)) {
            return Optional.of("%s was evicted from %s, which nobody drains".formatted(evicted.pod(), node));
        }
        return cluster.cordons()
                .schedulableSince(node)
                .filter(since -> since.isBefore(looked))
                .map(since ->
                        "%s was evicted from %s, which is schedulable since %s".formatted(evicted.pod(), node, since));
    }

    /** Who has it now does not matter: the step is the same when it is given away. */
    private static boolean isDrained(WatchedCluster cluster, NodeName node) {
        return cluster.history().upgrade().filter(upgrade -> !upgrade.ended()).stream()
                .flatMap(upgrade -> upgrade.inFlight().stream())
                .map(state -> state.step())
                .anyMatch(step -> step.action() == Action.DRAIN && step.node().equals(Optional.of(node)));
    }
}
