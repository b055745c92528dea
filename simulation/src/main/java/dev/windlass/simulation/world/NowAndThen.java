package dev.windlass.simulation.world;

import dev.windlass.simulation.time.VirtualTime;
import java.time.Duration;

/** Looks again and again, from now on to the world's end: what does not happen is told by nobody. */
final class NowAndThen {
    static final Duration EVERY = Duration.ofSeconds(10);

    private NowAndThen() {}

    static void look(VirtualTime time, Runnable look) {
        time.after(EVERY, () -> {
            look.run();
            look(time, look);
        });
    }
}
