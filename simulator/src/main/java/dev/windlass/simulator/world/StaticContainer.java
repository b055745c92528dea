package dev.windlass.simulator.world;

import java.time.Instant;
import java.util.Optional;

/**
 * The container of a static pod.
 *
 * @param servingSince empty while it starts, and when it has crashed
 */
record StaticContainer(StaticPods.Manifest manifest, Optional<Instant> servingSince, boolean crashed, int generation) {
    static StaticContainer starting(StaticPods.Manifest manifest, int generation) {
        return new StaticContainer(manifest, Optional.empty(), false, generation);
    }

    StaticContainer up(Instant since) {
        return new StaticContainer(manifest, Optional.of(since), false, generation);
    }

    StaticContainer down() {
        return new StaticContainer(manifest, Optional.empty(), true, generation);
    }

    boolean serving() {
        return servingSince.isPresent();
    }
}
