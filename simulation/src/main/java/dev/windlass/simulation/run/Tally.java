package dev.windlass.simulation.run;

import dev.windlass.simulation.coverage.Coverage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Sums verdicts. What it keeps does not grow with the number of seeds. Not thread-safe. */
final class Tally {
    private static final int NAMED = 10;

    private final Map<String, Long> sometimes = new TreeMap<>();
    private final Map<String, Long> transitions = new TreeMap<>();
    private final List<CampaignResult.Found> found = new ArrayList<>();
    private long seeds;
    private long violations;
    private long events;
    private Duration virtual = Duration.ZERO;

    void add(long seed, Verdict verdict) {
        seeds++;
        events += verdict.events();
        virtual = virtual.plus(verdict.virtual());
        verdict.sometimes().forEach((name, times) -> sometimes.merge(name, times, Long::sum));
        verdict.transitions().forEach((name, times) -> transitions.merge(name, times, Long::sum));
        verdict.violation().ifPresent(violation -> {
            violations++;
            if (found.size() < NAMED) {
                found.add(new CampaignResult.Found(seed, violation));
            }
        });
    }

    CampaignResult result(long first, Duration took) {
        return new CampaignResult(
                first, seeds, violations, found, events, virtual, Coverage.of(sometimes, transitions), took);
    }
}
