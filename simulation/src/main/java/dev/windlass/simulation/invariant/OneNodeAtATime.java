package dev.windlass.simulation.invariant;

import dev.windlass.core.cluster.NodeName;
import dev.windlass.simulator.world.Occurrence;
import dev.windlass.simulator.world.Truth;
import java.time.Instant;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * S1, S2: at most one node is disrupted by us, control plane or worker: acted on, or unschedulable by our doing. What a halt named as left
 * cordoned, and nobody has taken in hand since, counts only while it is acted on; a person knows of it.
 */
final class OneNodeAtATime implements Invariant {
    private final Map<WatchedCluster, Map<String, NodeName>> acting = new IdentityHashMap<>();

    @Override
    public String name() {
        return "S1 S2 OneNodeAtATime";
    }

    @Override
    public Optional<String> happened(WatchedCluster cluster, Occurrence what) {
        switch (what) {
            case Occurrence.VerbBegan began -> of(cluster).put(began.run(), new NodeName(began.node()));
            case Occurrence.VerbEnded ended -> of(cluster).remove(ended.run());
            case Occurrence.VerbLost lost -> of(cluster).remove(lost.run());
            default -> {}
        }
        return judge(cluster);
    }

    @Override
    public Optional<String> changed(WatchedCluster cluster) {
        return judge(cluster).or(() -> takenBesideAnother(cluster));
    }

    /** Where nothing was struck that could have done it, a node that is not Ready is so because of us. */
    private static Optional<String> takenBesideAnother(WatchedCluster cluster) {
        return cluster.truth().truth().violations().stream()
                .filter(violation -> violation.rule() == Truth.Rule.ONE_NODE_AT_A_TIME)
                .findFirst()
                .filter(violation -> !cluster.strikes()
                        .any(Instant.MIN, strike -> strike.harm() == Harm.HOST || strike.harm() == Harm.WORK))
                .map(violation -> violation.words());
    }

    private Optional<String> judge(WatchedCluster cluster) {
        var runs = of(cluster);
        var ours = cluster.cordons().ours();
        if (ours.size() + runs.size() <= 1) {
            return Optional.empty();
        }
        var disrupted = new TreeSet<>(ours);
        disrupted.removeAll(cluster.cordons().left());
        disrupted.addAll(runs.values());
        return disrupted.size() <= 1
                ? Optional.empty()
                : Optional.of(
                        "disrupted at once in %s: %s".formatted(cluster.plan().name(), disrupted));
    }

    private Map<String, NodeName> of(WatchedCluster cluster) {
        return acting.computeIfAbsent(cluster, first -> new TreeMap<>());
    }
}
