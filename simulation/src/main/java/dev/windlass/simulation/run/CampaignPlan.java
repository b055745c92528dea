package dev.windlass.simulation.run;

import java.time.Duration;
import java.util.Optional;

/**
 * Which seeds a campaign runs, and how.
 *
 * @param first the first seed; the others follow it one by one
 * @param count how many; {@link Long#MAX_VALUE} for no end
 * @param most no seed is begun after this real time
 * @param workers that run seeds at the same time
 * @param firstViolationEnds whether nothing counts any more after the lowest seed that breaks a promise
 * @param twiceEvery seeds that are divisible by this are run twice and must give the same; 0 for none
 * @param hangsAfter a run that takes longer, in real time, is given up
 */
public record CampaignPlan(
        long first,
        long count,
        Optional<Duration> most,
        int workers,
        boolean firstViolationEnds,
        long twiceEvery,
        Duration hangsAfter) {
    private static final long USUAL_TWICE = 100;
    private static final Duration USUAL_LIMIT = Duration.ofMinutes(5);

    /**
     * So many seeds from one on, one after the other, up to the first violation. Worlds on several threads of one process may meet at a
     * monitor of a library, and a virtual thread that waits there is not seen by its world's time: several workers of the real product
     * are processes.
     */
    public static CampaignPlan of(long first, long count) {
        return new CampaignPlan(first, count, Optional.empty(), 1, true, USUAL_TWICE, USUAL_LIMIT);
    }

    public CampaignPlan withMost(Optional<Duration> other) {
        return new CampaignPlan(first, count, other, workers, firstViolationEnds, twiceEvery, hangsAfter);
    }

    public CampaignPlan withWorkers(int other) {
        return new CampaignPlan(first, count, most, other, firstViolationEnds, twiceEvery, hangsAfter);
    }

    public CampaignPlan withFirstViolationEnds(boolean other) {
        return new CampaignPlan(first, count, most, workers, other, twiceEvery, hangsAfter);
    }

    public CampaignPlan withTwiceEvery(long other) {
        return new CampaignPlan(first, count, most, workers, firstViolationEnds, other, hangsAfter);
    }

    public CampaignPlan withHangsAfter(Duration other) {
        return new CampaignPlan(first, count, most, workers, firstViolationEnds, twiceEvery, other);
    }
}
