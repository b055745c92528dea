package dev.windlass.simulation.invariant;

import dev.windlass.core.cluster.NodeName;
import dev.windlass.core.event.Event;
import dev.windlass.core.event.EventRecord;
import dev.windlass.core.procedure.Action;
import dev.windlass.core.upgrade.StepState;
import dev.windlass.simulation.scenario.FaultKind;
import dev.windlass.simulator.world.Occurrence;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * S17: a pod is evicted only from a node for which the newest upgrade has scheduled a drain that has not succeeded yet, only while that
 * upgrade is under way and the node unschedulable, and only if the call names the uid of the pod that was seen.
 *
 * <p>A drain that was left, because a person asked for a rollback, may go on until its executor hears of it: the node guards itself, and
 * is ours until it is schedulable again. Nothing guards the moment between a drain's look at its node and the eviction that follows from
 * it: what held one round before counts, however long the process slept or its calls took in between, and however old what it read was.
 */
final class OnlyDrainsEvict implements Invariant {
    private static final Duration ROUND = Duration.ofSeconds(2);

    private record Drained(WatchedCluster cluster, NodeName node) {}

    private final Map<Drained, Instant> over = new HashMap<>();

    @Override
    public String name() {
        return "S17 OnlyDrainsEvict";
    }

    @Override
    public Optional<String> recorded(WatchedCluster cluster, EventRecord event) {
        switch (event.event()) {
            case Event.StepSucceeded succeeded ->
                cluster.history()
                        .upgrade()
                        .flatMap(upgrade -> upgrade.step(succeeded.step()))
                        .filter(OnlyDrainsEvict::isDrain)
                        .ifPresent(drain -> over(cluster, drain));
            case Event.UpgradeHalted halted -> ended(cluster);
            case Event.UpgradeRolledBack back -> ended(cluster);
            case Event.UpgradeCancelled cancelled -> ended(cluster);
            default -> {}
        }
        return Optional.empty();
    }

    private void ended(WatchedCluster cluster) {
        cluster.history().upgrade().orElseThrow().steps().values().stream()
                .filter(OnlyDrainsEvict::isOpen)
                .forEach(drain -> over(cluster, drain));
    }

    private static boolean isDrain(StepState state) {
        return state.step().action() == Action.DRAIN;
    }

    private static boolean isOpen(StepState state) {
        return isDrain(state) && !state.succeeded() && !(state.progress() instanceof StepState.Progress.Renewed);
    }

    private void over(WatchedCluster cluster, StepState drain) {
        drain.step().node().ifPresent(node -> over.put(new Drained(cluster, node), cluster.now()));
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
        if (!isDrained(cluster, node)
                && over.getOrDefault(new Drained(cluster, node), Instant.MIN)
                        .isBefore(look(cluster, evicted.at(), OnlyDrainsEvict::hearsNothing))) {
            return Optional.of("%s was evicted from %s, which nobody drains".formatted(evicted.pod(), node));
        }
        var looked = look(cluster, evicted.at(), OnlyDrainsEvict::delays);
        return cluster.cordons()
                .schedulableSince(node)
                .filter(since -> since.isBefore(looked))
                .map(since ->
                        "%s was evicted from %s, which is schedulable since %s".formatted(evicted.pod(), node, since));
    }

    /** Who has it now does not matter: the step is the same when it is given away. */
    private static boolean isDrained(WatchedCluster cluster, NodeName node) {
        return cluster.history().upgrade().filter(upgrade -> !upgrade.ended()).stream()
                .flatMap(upgrade -> upgrade.steps().values().stream())
                .anyMatch(state -> isOpen(state) && state.step().node().equals(Optional.of(node)));
    }

    /** As of when somebody may know things who evicts now. */
    private static Instant look(WatchedCluster cluster, Instant now, Predicate<Strikes.Strike> slowing) {
        var isPast = cluster.strikes().showedThePast(now.minus(ROUND));
        return cluster.strikes().before(now, isPast ? ROUND.plus(Strikes.OLDEST) : ROUND, slowing);
    }

    /** Between the look and the eviction. */
    private static boolean delays(Strikes.Strike strike) {
        return strike.kind() == FaultKind.PAUSE || strike.kind() == FaultKind.API_SLOW;
    }

    private static boolean hearsNothing(Strikes.Strike strike) {
        return delays(strike) || strike.kind() == FaultKind.BROKERS_AWAY || strike.kind() == FaultKind.NO_BROKERS;
    }
}
