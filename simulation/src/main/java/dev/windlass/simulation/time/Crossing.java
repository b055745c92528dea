package dev.windlass.simulation.time;

/**
 * Where a process meets the simulated world. Every port says which point it is about to pass, in the thread of the process; a fault may
 * strike there, which ends this thread with an {@link Error} or lets it wait.
 */
public interface Crossing {
    /** Nothing ever strikes. */
    Crossing QUIET = point -> {};

    /** @param point such as {@code log.commit.before} */
    void at(String point);
}
