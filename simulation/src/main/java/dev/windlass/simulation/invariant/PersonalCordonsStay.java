package dev.windlass.simulation.invariant;

import dev.windlass.core.cluster.NodeName;
import dev.windlass.kubernetes.judgement.NodeMark;
import dev.windlass.simulator.world.Kind;
import dev.windlass.simulator.world.Resource;
import java.util.Optional;

/** A node that a person cordoned stays so until a person uncordons it, and never looks like one of ours. */
final class PersonalCordonsStay implements Invariant {
    @Override
    public Optional<String> changed(WatchedCluster cluster) {
        return cluster.cordons().personal().isEmpty()
                ? Optional.empty()
                : cluster.truth().list(Resource.Node.class, Kind.NODE).stream()
                        .filter(node -> cluster.cordons()
                                .personal()
                                .contains(new NodeName(node.meta().name())))
                        .flatMap(node -> wrong(node).stream())
                        .findFirst();
    }

    private static Optional<String> wrong(Resource.Node node) {
        if (!node.unschedulable()) {
            return Optional.of(
                    node.meta().name() + " was cordoned by a person, and is schedulable without a person's doing");
        }
        return Optional.ofNullable(node.meta().annotations().get(NodeMark.CORDONED_BY))
                .map(upgrade -> "%s was cordoned by a person, and has the mark of %s"
                        .formatted(node.meta().name(), upgrade));
    }
}
