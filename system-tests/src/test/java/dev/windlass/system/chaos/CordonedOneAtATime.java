package dev.windlass.system.chaos;

import dev.windlass.cli.client.Event;
import dev.windlass.cli.client.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * S1, S9 by the Node objects: at most one node is cordoned by us, what a halt named aside; and after an end only what the event names
 * is left so.
 */
final class CordonedOneAtATime implements Check {
    /** A watch that was cut shows what happened when it is back. */
    private static final Duration SEEN_WITHIN = Duration.ofSeconds(30);

    @Override
    public String name() {
        return "S1 S9 (cordons)";
    }

    @Override
    public List<String> violations(Observed observed) {
        var violations = new ArrayList<String>();
        for (var state : observed.nodes().states()) {
            var cordoned = new TreeSet<>(state.cordonedBy().keySet());
            cordoned.removeAll(named(observed, state.at()));
            if (cordoned.size() > 1) {
                violations.add("cordoned at once at %s: %s".formatted(state.at(), cordoned));
            }
        }
        var events = observed.ofThisUpgrade();
        for (var i = 0; i < events.size(); i++) {
            if (StepEvents.end(events.get(i))) {
                left(observed, events, i).forEach(violations::add);
            }
        }
        return violations;
    }

    private static Set<String> named(Observed observed, Instant at) {
        var named = new HashSet<String>();
        for (var event : observed.events()) {
            if (!event.at().isAfter(at)) {
                named.addAll(Json.texts(event.json(), "leftCordoned"));
            }
        }
        return named;
    }

    private static List<String> left(Observed observed, List<Event> events, int place) {
        var end = events.get(place);
        var look = end.at().plus(SEEN_WITHIN);
        if (place + 1 < events.size() && events.get(place + 1).at().isBefore(look)) {
            look = events.get(place + 1).at();
        }
        var left = new TreeSet<>(observed.nodes().cordonedBy(observed.upgrade(), look));
        left.removeAll(Json.texts(end.json(), "leftCordoned"));
        return left.stream()
                .map(node ->
                        "%s is left cordoned, and the end does not say so: %s".formatted(node, StepEvents.words(end)))
                .toList();
    }
}
