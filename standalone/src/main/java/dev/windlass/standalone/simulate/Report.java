package dev.windlass.standalone.simulate;

import dev.windlass.simulation.run.CampaignResult;
import dev.windlass.simulation.run.Violation;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Says what came of a simulation, as it becomes known. */
interface Report {
    /**
     * A run that broke a promise.
     *
     * @param tail the last lines of its trace; empty where they are known already
     * @param replay the command that shows it again
     */
    record Broken(long seed, Violation violation, List<String> tail, String replay) {}

    /**
     * What shrinking brought.
     *
     * @param faultsBefore how many faults the scenario had
     * @param faults how many it has now
     * @param runs how many were needed
     * @param file where it was saved, and the command that shows it again; empty where that failed
     * @param trouble why there is less than hoped for; else empty
     */
    record Shrunk(int faultsBefore, int faults, int runs, Optional<Saved> file, String trouble) {}

    /** A scenario file and the command that runs it. */
    record Saved(Path path, String replay) {}

    void ran(CampaignResult result);

    void broke(Broken broken);

    void shrunk(Shrunk shrunk);

    void end();
}
