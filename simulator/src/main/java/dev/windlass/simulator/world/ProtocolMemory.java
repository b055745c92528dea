package dev.windlass.simulator.world;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What is under /var/lib/windlass on a host: the highest token seen, and the runs with their outcomes. */
final class ProtocolMemory {
    private final SortedMap<String, Run> runs = new TreeMap<>();
    private final List<Run> order = new ArrayList<>();
    private long highest;

    long highest() {
        return highest;
    }

    /** Remembers a token, or refuses a lower one. */
    boolean admits(long token) {
        if (token < highest) {
            return false;
        }
        highest = token;
        return true;
    }

    Optional<Run> run(String id) {
        return Optional.ofNullable(runs.get(id));
    }

    void remember(Run run) {
        runs.put(run.id(), run);
        order.add(run);
    }

    /** Whether a run that came earlier still acts: one at a time does. */
    boolean isBusyBefore(Run run) {
        return order.subList(0, order.indexOf(run)).stream().anyMatch(other -> !other.isEnded());
    }

    boolean isBusy() {
        return runs.values().stream().anyMatch(run -> !run.isEnded());
    }

    void loseAll(String reason) {
        runs.values().stream().filter(run -> !run.isEnded()).forEach(run -> run.lose(reason));
    }

    /** Forgets runs that ended and began before then; says which. */
    List<String> prune(Instant before) {
        var old = order.stream()
                .filter(run -> run.isEnded() && run.startedAt().isBefore(before))
                .toList();
        order.removeAll(old);
        var names = old.stream().map(Run::id).toList();
        runs.keySet().removeAll(names);
        return names;
    }
}
