package dev.windlass.simulation.run;

import java.time.Duration;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What came of a run.
 *
 * @param hash over everything that was recorded and done, in order: two runs of a scenario have the same
 * @param events how many the planner recorded
 * @param virtual how long it lasted in its own time
 * @param sometimes how often each rare path was reached
 * @param transitions how often each transition of an upgrade's status was made, as "from -> to"
 */
public record Verdict(
        Optional<Violation> violation,
        long hash,
        long events,
        Duration virtual,
        SortedMap<String, Long> sometimes,
        SortedMap<String, Long> transitions) {}
