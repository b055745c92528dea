package dev.windlass.simulation.world;

import dev.windlass.core.cluster.NodeName;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The clusters of the world, in the scenario's order. */
final class Places {
    private final Map<String, Place> places = new LinkedHashMap<>();

    void add(Place place) {
        places.put(place.name().text(), place);
    }

    Collection<Place> all() {
        return places.values();
    }

    Optional<Place> named(String cluster) {
        return Optional.ofNullable(places.get(cluster));
    }

    Optional<Place> of(NodeName node) {
        return places.values().stream().filter(place -> place.has(node)).findFirst();
    }
}
