package dev.windlass.simulation.world;

import dev.windlass.core.cluster.NodeName;
import dev.windlass.simulator.world.Kind;
import dev.windlass.simulator.world.Resource;
import dev.windlass.simulator.world.SimulatedCluster;
import java.util.List;

/** A person who cordons nodes and uncordons them, as kubectl does. */
final class PersonalCordons {
    private PersonalCordons() {}

    /** False where it is cordoned already. */
    static boolean cordon(Place place, NodeName node) {
        return place.cluster().with(it -> {
            var free = !isCordoned(it, node);
            if (free) {
                place.watched().cordons().byPerson(node);
                write(it, node, true);
            }
            return free;
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
