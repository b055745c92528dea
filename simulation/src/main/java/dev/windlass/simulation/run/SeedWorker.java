package dev.windlass.simulation.run;

import java.util.Optional;

/** Runs the scenarios of seeds, one at a time. For one thread, but for {@link #close}. */
public interface SeedWorker extends AutoCloseable {
    /**
     * @param twice whether it is run a second time, and both must give the same
     * @return empty where somebody ended it from outside
     */
    Optional<Verdict> run(long seed, boolean twice);

    /** Ends it, wherever it is; what runs in the thread that called {@link #run} can't be ended. */
    @Override
    void close();
}
