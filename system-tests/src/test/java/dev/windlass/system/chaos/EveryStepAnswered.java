package dev.windlass.system.chaos;

import dev.windlass.cli.client.Event;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * S4, L2: tokens only rise from one StepScheduled to the next, each is begun only while it is open and answered once, and none is open
 * when an upgrade ends.
 */
final class EveryStepAnswered implements Check {
    @Override
    public String name() {
        return "S4 L2";
    }

    @Override
    public List<String> violations(Observed observed) {
        var walk = new Walk();
        observed.events().forEach(walk::take);
        walk.open.values().forEach(step -> walk.violations.add("never answered: " + StepEvents.words(step)));
        return walk.violations;
    }

    private static final class Walk {
        final List<String> violations = new ArrayList<>();
        final Map<Long, Event> open = new LinkedHashMap<>();
        /** What waits to be tried or asked again, and may be given up before that. */
        private final Set<Long> waiting = new HashSet<>();

        private long highest;

        void take(Event event) {
            var token = StepEvents.token(event);
            if (StepEvents.is(event, "StepScheduled")) {
                if (token <= highest) {
                    violations.add("token %d comes after %d: %s".formatted(token, highest, StepEvents.words(event)));
                }
                highest = Math.max(highest, token);
                open.put(token, event);
            } else if (StepEvents.is(event, "StepStarted") && !open.containsKey(token)) {
                violations.add("begun though it is not open: " + StepEvents.words(event));
            } else if (StepEvents.answer(event)) {
                answered(event, token);
            } else if (StepEvents.end(event)) {
                open.values()
                        .forEach(step -> violations.add("%s without an answer to %s"
                                .formatted(StepEvents.words(event), StepEvents.words(step))));
                open.clear();
                waiting.clear();
            }
        }

        private void answered(Event event, long token) {
            var givenUp = StepEvents.is(event, "StepFailed") && waiting.remove(token);
            if (open.remove(token) == null && !givenUp) {
                violations.add("an answer to what is not open: " + StepEvents.words(event));
            }
            if (StepEvents.comesAgain(event)) {
                waiting.add(token);
            }
        }
    }
}
