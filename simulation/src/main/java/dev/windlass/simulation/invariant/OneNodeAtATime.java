package dev.windlass.simulation.invariant;

import dev.windlass.core.cluster.NodeName;
import dev.windlass.core.event.Event;
import dev.windlass.core.event.EventRecord;
import dev.windlass.simulator.world.Occurrence;
import dev.windlass.simulator.world.Truth;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * S1, S2: at most one node is disrupted by us, control plane or worker: acted on, or cordoned with our mark. What a halt named as left
 * cordoned does not count; a person knows of it.
 */
final class OneNodeAtATime implements Invariant {
    private final Map<WatchedCluster, Disruption> all = new IdentityHashMap<>();

    private static final class Disruption {
        final Map<String, String> runs = new TreeMap<>();
        final Set<String> known = new TreeSet<>();
    }

    @Override
    public String name() {
        return "S1 S2 OneNodeAtATime";
    }

    @Override
    public Optional<String> recorded(WatchedCluster cluster, EventRecord event) {
        if (event.event() instanceof Event.UpgradeHalted halted) {
            halted.leftCordoned().forEach(node -> of(cluster).known.add(node.text()));
        }
        return Optional.empty();
    }

    @Override
    public Optional<String> happened(WatchedCluster cluster, Occurrence what) {
        var runs = of(cluster).runs;
        switch (what) {
            case Occurrence.VerbBegan began -> runs.put(began.run(), began.node());
            case Occurrence.VerbEnded ended -> runs.remove(ended.run());
            case Occurrence.VerbLost lost -> runs.remove(lost.run());
            default -> {}
        }
        return judge(cluster);
    }

    @Override
    public Optional<String> changed(WatchedCluster cluster) {
        var disruption = of(cluster);
        var cordoned = Marks.cordonedByUs(cluster).stream().map(NodeName::text).toList();
        disruption.known.retainAll(cordoned);
        return judge(cluster).or(() -> takenBesideAnother(cluster));
    }

    /** Where nothing was struck, a node that is not Ready is so because of us. */
    private static Optional<String> takenBesideAnother(WatchedCluster cluster) {
        return cluster.truth().truth().violations().stream()
                .filter(violation -> violation.rule() == Truth.Rule.ONE_NODE_AT_A_TIME
                        && cluster.strikes().isEmpty())
                .findFirst()
                .map(violation -> violation.words());
    }

    private Optional<String> judge(WatchedCluster cluster) {
        var disruption = of(cluster);
        var disrupted = new TreeSet<>(disruption.runs.values());
        Marks.cordonedByUs(cluster).forEach(node -> disrupted.add(node.text()));
        disrupted.removeAll(disruption.known);
        return disrupted.size() <= 1
                ? Optional.empty()
                : Optional.of(
                        "disrupted at once in %s: %s".formatted(cluster.plan().name(), disrupted));
    }

    private Disruption of(WatchedCluster cluster) {
        return all.computeIfAbsent(cluster, first -> new Disruption());
    }
}
