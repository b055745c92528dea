package dev.windlass.system.chaos;

import dev.windlass.cli.client.Event;
import dev.windlass.cli.client.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * S1, S9 by the Node objects: at most one node is cordoned, and with our mark; and after an end only what the event names is left so. What a
 * halt named is known to a person until it is seen in service, or taken up again. Nobody else cordons nodes in a round.
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
        atOnce(observed, violations);
        var events = observed.ofThisUpgrade();
        for (var i = 0; i < events.size(); i++) {
            if (StepEvents.end(events.get(i))) {
                left(observed, events, i).forEach(violations::add);
            }
        }
        return violations;
    }

    private static void atOnce(Observed observed, List<String> violations) {
        var known = new HashSet<String>();
        var next = 0;
        for (var state : observed.nodes().states()) {
            while (next < observed.events().size()
                    && !observed.events().get(next).at().isAfter(state.at())) {
                take(observed.events().get(next), known);
                next++;
            }
            known.retainAll(state.cordoned().keySet());
            var cordoned = new TreeSet<>(state.cordoned().keySet());
            cordoned.removeAll(known);
            if (cordoned.size() > 1) {
                violations.add("cordoned at once at %s: %s".formatted(state.at(), cordoned));
            }
            state.cordoned().forEach((node, mark) -> {
                if (mark.equals(NodeWatch.UNMARKED)) {
                    violations.add("%s is cordoned without our mark at %s".formatted(node, state.at()));
                }
            });
        }
    }

    private static void take(Event event, Set<String> known) {
        if (StepEvents.is(event, "UpgradeHalted")) {
            known.addAll(Json.texts(event.json(), "leftCordoned"));
        } else if (StepEvents.is(event, "StepScheduled")) {
            event.node().ifPresent(known::remove);
        }
    }

    private static List<String> left(Observed observed, List<Event> events, int place) {
        var end = events.get(place);
        var look = end.at().plus(SEEN_WITHIN);
        if (place + 1 < events.size() && events.get(place + 1).at().isBefore(look)) {
            look = events.get(place + 1).at();
        }
        var left = new TreeSet<>(observed.nodes().cordoned(look));
        left.removeAll(Json.texts(end.json(), "leftCordoned"));
        return left.stream()
                .map(node ->
                        "%s is left cordoned, and the end does not say so: %s".formatted(node, StepEvents.words(end)))
                .toList();
    }
}
