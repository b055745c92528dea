package dev.windlass.core.upgrade;

import dev.windlass.core.cluster.NodeFacts;
import dev.windlass.core.cluster.NodeName;
import dev.windlass.core.cluster.Topology;
import dev.windlass.core.plan.Plan;
import dev.windlass.core.plan.StepId;
import java.time.Instant;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;

/** The parts of an upgrade that change, while the next one is made of it. Never outlives one method of {@link Upgrade}. */
final class UpgradeDraft {
    private final Upgrade from;
    Status status;
    Instant statusSince;
    String end;
    Optional<Topology> topology;
    private SortedMap<NodeName, NodeFacts> facts;
    Optional<Plan> plan;
    private SequencedMap<StepId, StepState> steps;
    private SortedMap<NodeName, NodeMemory> nodes;
    String etcdImage;
    Optional<Recovery> recovery;
    int recoveries;

    UpgradeDraft(Upgrade from) {
        this.from = from;
        this.status = from.status();
        this.statusSince = from.statusSince();
        this.end = from.end();
        this.topology = from.topology();
        this.facts = from.facts();
        this.plan = from.plan();
        this.steps = from.steps();
        this.nodes = from.nodes();
        this.etcdImage = from.etcdImage();
        this.recovery = from.recovery();
        this.recoveries = from.recoveries();
    }

    void facts(NodeFacts seen) {
        facts = with(facts, seen.name(), seen);
    }

    void step(StepState state) {
        steps = Frozen.with(steps, state.step().id(), state);
    }

    void node(NodeName name, NodeMemory memory) {
        nodes = with(nodes, name, memory);
    }

    /** People were free to act meanwhile: pods may have come to any node. */
    void fillNodes() {
        var filled = new TreeMap<NodeName, NodeMemory>();
        nodes.forEach((name, memory) -> filled.put(name, memory.filled()));
        nodes = filled;
    }

    private static <K, V> SortedMap<K, V> with(SortedMap<K, V> map, K key, V value) {
        var next = new TreeMap<>(map);
        next.put(key, value);
        return next;
    }

    Upgrade finished() {
        return new Upgrade(
                from.id(),
                from.request(),
                status,
                statusSince,
                from.acceptedAt(),
                topology,
                facts,
                plan,
                steps,
                nodes,
                etcdImage,
                recovery,
                recoveries,
                end);
    }
}
