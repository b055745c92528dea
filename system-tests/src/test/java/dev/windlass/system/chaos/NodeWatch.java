package dev.windlass.system.chaos;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which nodes were cordoned with whose mark, as it changed.
 *
 * @param states from each moment on: the upgrade whose mark a cordoned node has, by the node's name. Schedulable nodes are absent
 */
record NodeWatch(List<State> states) {
    /** The mark of a node that is cordoned without one. */
    static final String UNMARKED = "";

    /** From a moment until the next one. */
    record State(Instant at, Map<String, String> cordoned) {}

    /**
     * Lines of "SECONDS NAME UNSCHEDULABLE MARK", and "SECONDS connect" where a new watch begins: it starts with every node once, in the
     * order of names, and only all of them together are a state that there was.
     */
    static NodeWatch parse(List<String> lines) {
        var states = new ArrayList<State>();
        var known = new TreeSet<String>();
        lines.stream()
                .map(line -> line.split(" ", -1))
                .filter(fields -> fields.length > 2)
                .forEach(fields -> known.add(fields[1]));
        Map<String, String[]> now = new TreeMap<>();
        Map<String, String[]> listed = new LinkedHashMap<>();
        var listing = false;
        for (var line : lines) {
            var fields = line.split(" ", -1);
            if (fields[1].equals("connect")) {
                listing = true;
                listed.clear();
                continue;
            }
            var changes = listing ? listed : now;
            changes.put(fields[1], fields);
            if (listing && listed.keySet().containsAll(known)) {
                now.putAll(listed);
                listing = false;
            }
            if (!listing) {
                states.add(new State(Times.seconds(fields[0]), cordoned(now)));
            }
        }
        return new NodeWatch(List.copyOf(states));
    }

    private static Map<String, String> cordoned(Map<String, String[]> now) {
        var cordoned = new TreeMap<String, String>();
        now.forEach((node, fields) -> {
            if (fields[2].equals("true")) {
                cordoned.put(node, fields.length > 3 ? fields[3] : UNMARKED);
            }
        });
        return cordoned;
    }

    /** The nodes that were cordoned at that moment, as far as it was seen. */
    Set<String> cordoned(Instant at) {
        return states.stream()
                .takeWhile(state -> !state.at().isAfter(at))
                .reduce((first, second) -> second)
                .map(state -> (Set<String>) new TreeSet<>(state.cordoned().keySet()))
                .orElse(Set.of());
    }
}
