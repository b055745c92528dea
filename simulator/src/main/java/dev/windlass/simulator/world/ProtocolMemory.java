package dev.windlass.simulator.world;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What is under /var/lib/windlass on a host, and survives a reboot: the highest token seen, and the runs with their outcomes. */
final class ProtocolMemory {
    private final SortedMap<String, Run> runs = new TreeMap<>();
    private long highest;

    long highest() {
        return highest;
    }

    void remember(long token) {
        highest = token;
    }

    Optional<Run> run(String id) {
        return Optional.ofNullable(runs.get(id));
    }

    void remember(Run run) {
        runs.put(run.id(), run);
    }

    Collection<Run> runs() {
        return runs.values();
    }

    /** Forgets runs that ended more than so many whole days ago, or all that ended with 0; says which. */
    List<String> prune(long days, Instant now) {
        var old = runs.values().stream()
                .filter(Run::isEnded)
                .filter(run ->
                        days == 0 || Duration.between(run.changedAt(), now).toDays() > days)
                .map(Run::id)
                .toList();
        runs.keySet().removeAll(old);
        return old;
    }
}
