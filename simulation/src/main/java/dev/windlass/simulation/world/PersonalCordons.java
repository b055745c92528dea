package dev.windlass.simulation.world;

import dev.windlass.core.cluster.NodeName;
import dev.windlass.simulator.world.Kind;
import dev.windlass.simulator.world.Resource;
import dev.windlass.simulator.world.SimulatedCluster;
import java.util.List;

/** A person who cordons nodes and uncordons them, as kubectl does. */
final class PersonalCordons {
    private PersonalCordons() {}

    /** Nothing where it is cordoned already. */
    static void cordon(Place place, NodeName node) {
        place.cluster().tell(it -> {
            if (!isCordoned(it, node)) {
                place.watched().cordons().byPerson(node);
                write(it, node, true);
            }
        });
    }

    /** Only of what was cordoned by a person. */
    static void uncordon(Place place, NodeName node) {
        if (place.watched().cordons().personal().contains(node)) {
            place.watched().cordons().liftedByPerson(node, place.watched().now());
            place.cluster().tell(it -> write(it, node, false));
        }
    }

    static void uncordonAll(Place place) {
        List.copyOf(place.watched().cordons().personal()).forEach(node -> uncordon(place, node));
    }

    private static boolean isCordoned(SimulatedCluster cluster, NodeName node) {
        return cluster.cordoned().contains(node);
    }

    private static void write(SimulatedCluster cluster, NodeName node, boolean unschedulable) {
        cluster.list(Resource.Node.class, Kind.NODE).stream()
                .filter(it -> it.meta().name().equals(node.text()))
                .findFirst()
                .ifPresent(it -> cluster.updateNode(
                        node, unschedulable, it.meta().labels(), it.meta().annotations()));
    }
}
