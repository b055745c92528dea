package dev.windlass.simulator.world;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** Which components crash again and again, and how long after they were up. */
final class Weaknesses {
    private final Map<Component, Weakness> weak = new EnumMap<>(Component.class);

    private record Weakness(String sound, Duration lifetime) {}

    /** @param sound the one image that does not crash */
    void crashOthers(Component component, String sound, Duration after) {
        weak.put(component, new Weakness(sound, after));
    }

    void repair() {
        weak.clear();
    }

    /** Empty for what does not crash. */
    Optional<Duration> lifetime(Component component, StaticPods.Manifest manifest) {
        return Optional.ofNullable(weak.get(component))
                .filter(it -> !it.sound().equals(manifest.image()))
                .map(Weakness::lifetime);
    }
}
