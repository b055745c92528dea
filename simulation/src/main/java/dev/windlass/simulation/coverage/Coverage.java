package dev.windlass.simulation.coverage;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * What many runs reached, beside what they should have.
 *
 * @param sometimes how often each rare path was, and how often each kind of fault struck something; 0 for those that never did
 * @param transitions the same for every possible transition
 */
public record Coverage(SequencedMap<String, Long> sometimes, SequencedMap<String, Long> transitions) {
    /** A run of so many seeds or more must have reached everything. */
    public static final long LONG_RUN = 20_000;

    public static Coverage of(Map<String, Long> sometimes, Map<String, Long> transitions) {
        return new Coverage(
                counted(Reached.expected(), sometimes),
                counted(PossibleTransitions.all().stream().map(Transition::text).toList(), transitions));
    }

    private static SequencedMap<String, Long> counted(List<String> expected, Map<String, Long> counts) {
        var all = new LinkedHashMap<String, Long>();
        expected.forEach(name -> all.put(name, counts.getOrDefault(name, 0L)));
        counts.forEach(all::putIfAbsent);
        return all;
    }

    /** The names of what was never reached. */
    public List<String> missing() {
        var missing = new ArrayList<String>();
        addMissing(sometimes, missing);
        addMissing(transitions, missing);
        return List.copyOf(missing);
    }

    private static void addMissing(Map<String, Long> counts, List<String> missing) {
        counts.forEach((name, times) -> {
            if (times == 0) {
                missing.add(name);
            }
        });
    }
}
