package dev.windlass.simulation.histories;

import dev.windlass.core.event.Event;
import dev.windlass.core.event.EventRecord;
import dev.windlass.core.upgrade.ClusterState;
import dev.windlass.core.upgrade.Status;
import dev.windlass.core.upgrade.Upgrade;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/** What histories reached: how often each type of event, and every change of status. Not thread-safe. */
public final class Counting implements Watcher {
    private static final Class<?>[] TYPES = Event.class.getPermittedSubclasses();
    private static final Map<Class<?>, Integer> PLACES = places();

    private final long[] counts = new long[TYPES.length];
    private final SortedSet<String> transitions = new TreeSet<>();

    private static Map<Class<?>, Integer> places() {
        var places = new HashMap<Class<?>, Integer>();
        for (var type : TYPES) {
            places.put(type, places.size());
        }
        return places;
    }

    @Override
    public void happened(ClusterState before, EventRecord record, ClusterState after) {
        counts[PLACES.getOrDefault(record.event().getClass(), 0)]++;
        var from = status(before);
        var to = status(after);
        if (!from.equals(to)) {
            transitions.add("%s --> %s: %s"
                    .formatted(name(from), name(to), record.event().getClass().getSimpleName()));
        }
    }

    /** Adds what another one saw. */
    void add(Counting other) {
        Arrays.setAll(counts, place -> counts[place] + other.counts[place]);
        transitions.addAll(other.transitions);
    }

    /** How often each type of event was reached, by its name, in the order in which events are declared; 0 for those that never were. */
    public SequencedMap<String, Long> events() {
        var events = new LinkedHashMap<String, Long>();
        for (var type : TYPES) {
            events.put(type.getSimpleName(), counts[PLACES.getOrDefault(type, 0)]);
        }
        return events;
    }

    /** "RUNNING --> PAUSING: PauseRequested" for every change of status that was seen, sorted; [*] is a cluster without an upgrade. */
    public SortedSet<String> transitions() {
        return new TreeSet<>(transitions);
    }

    private static Optional<Status> status(ClusterState state) {
        return state.standing().map(Upgrade::status);
    }

    private static String name(Optional<Status> status) {
        return status.map(Status::name).orElse("[*]");
    }
}
