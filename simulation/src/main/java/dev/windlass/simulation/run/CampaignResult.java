package dev.windlass.simulation.run;

import dev.windlass.simulation.coverage.Coverage;
import java.time.Duration;
import java.util.List;

/**
 * What came of a campaign, or has so far.
 *
 * @param first the first seed; the others follow it
 * @param seeds how many were run to their end
 * @param violations how many of them broke a promise
 * @param found the violations of the lowest seeds, at most ten
 * @param events how many were recorded in all runs together
 * @param virtual how long all runs together lasted in their own time
 * @param took real time
 */
public record CampaignResult(
        long first,
        long seeds,
        long violations,
        List<Found> found,
        long events,
        Duration virtual,
        Coverage coverage,
        Duration took) {
    /** A seed and what it broke. */
    public record Found(long seed, Violation violation) {}

    public CampaignResult {
        found = List.copyOf(found);
    }

    public double perSecond() {
        return seeds * 1e9 / Math.max(1, took.toNanos());
    }

    /** What a run as long as this must have reached and did not; nothing where it was short or ended at a violation. */
    public List<String> missing() {
        return seeds >= Coverage.LONG_RUN && violations == 0 ? coverage.missing() : List.of();
    }
}
