package dev.windlass.core.plan;

import dev.windlass.core.cluster.NodeName;
import dev.windlass.core.cluster.ObservedNode;
import dev.windlass.core.cluster.Topology;
import dev.windlass.core.procedure.KubeadmUpgrade;
import dev.windlass.core.procedure.Phase;
import dev.windlass.core.procedure.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Expands the procedure for one cluster: each phase of each hop, each node of the phase, each action. */
final class Expansion {
    private final Topology topology;
    private final List<Step> steps = new ArrayList<>();

    Expansion(Topology topology) {
        this.topology = topology;
    }

    List<Step> steps(List<Hop> hops) {
        hops.forEach(hop -> KubeadmUpgrade.HOP.forEach(phase -> expand(hop, phase)));
        return steps;
    }

    private void expand(Hop hop, Phase phase) {
        for (var node : nodes(hop, phase.scope())) {
            for (var action : phase.actions()) {
                steps.add(new Step(
                        new StepId("s%03d".formatted(steps.size() + 1)), hop.number(), phase.name(), node, action));
            }
        }
    }

    private List<Optional<NodeName>> nodes(Hop hop, Scope scope) {
        var controlPlaneRises = hop.from().compareTo(hop.to()) < 0;
        return switch (scope) {
            case CLUSTER -> List.of(Optional.empty());
            case FIRST_CONTROL_PLANE ->
                taken(hop, controlPlaneRises ? topology.controlPlanes().stream().limit(1) : Stream.empty());
            case OTHER_CONTROL_PLANES ->
                taken(hop, controlPlaneRises ? topology.controlPlanes().stream().skip(1) : Stream.empty());
            case CONTROL_PLANES -> taken(hop, topology.controlPlanes().stream());
            case WORKERS -> taken(hop, topology.workers().stream());
        };
    }

    private static List<Optional<NodeName>> taken(Hop hop, Stream<ObservedNode> nodes) {
        return nodes.map(ObservedNode::name)
                .filter(hop.revisions()::containsKey)
                .map(Optional::of)
                .toList();
    }
}
