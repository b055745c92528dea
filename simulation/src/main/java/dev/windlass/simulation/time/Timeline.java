package dev.windlass.simulation.time;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The true time of a simulated world, and what is due in it. Used by the simulation's one thread. */
public interface Timeline extends InstantSource {
    @Override
    Instant instant();

    /** Runs something later, between the turns of the processes. It must not wait. */
    void after(Duration delay, Runnable what);
}
