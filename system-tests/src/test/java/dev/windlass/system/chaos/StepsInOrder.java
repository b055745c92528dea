package dev.windlass.system.chaos;

import dev.windlass.cli.client.Event;
import dev.windlass.cli.client.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * S5, S6: a step of the plan, or of a rollback, is scheduled only when every step before it has succeeded, itself has not, and the
 * upgrade is under way; steps of the plan are scheduled one at a time.
 */
final class StepsInOrder implements Check {
    @Override
    public String name() {
        return "S5 S6";
    }

    @Override
    public List<String> violations(Observed observed) {
        var walk = new Walk(observed);
        observed.ofThisUpgrade().forEach(walk::take);
        return walk.violations;
    }

    private static final class Walk {
        final List<String> violations = new ArrayList<>();
        private final Map<String, String> nodeOf = new LinkedHashMap<>();
        private final List<String> plan = new ArrayList<>();
        private List<String> rollback = List.of();
        private final Set<String> succeeded = new HashSet<>();
        private final Map<String, Event> open = new LinkedHashMap<>();
        private boolean underWay;
        private String rolledBack = "";

        Walk(Observed observed) {
            for (var step : Json.list(observed.plan(), "steps")) {
                plan.add(Json.text(step, "id"));
                nodeOf.put(Json.text(step, "id"), Json.text(step, "node"));
            }
        }

        void take(Event event) {
            if (StepEvents.is(event, "StepScheduled")) {
                scheduled(event);
            } else if (StepEvents.success(event)) {
                succeeded.add(StepEvents.step(event));
            } else if (StepEvents.is(event, "RollbackStarted")) {
                rollback = Json.texts(event.json(), "steps");
                // A second rollback of the same upgrade has the same step names.
                succeeded.removeAll(rollback);
                rolledBack = event.text("node");
            } else if (StepEvents.is(event, "UpgradeRetried")) {
                renew();
            }
            if (StepEvents.answer(event)) {
                open.remove(StepEvents.step(event));
            }
            underWay = StepEvents.opens(event) || (underWay && !StepEvents.end(event));
        }

        /** What was undone on a node is to be done again. */
        private void renew() {
            if (!rolledBack.isEmpty()) {
                succeeded.removeIf(step -> rolledBack.equals(nodeOf.get(step)));
            }
            rolledBack = "";
        }

        private void scheduled(Event event) {
            var step = StepEvents.step(event);
            if (!underWay) {
                violations.add("scheduled after the end: " + StepEvents.words(event));
            }
            if (succeeded.contains(step)) {
                violations.add("scheduled after its own success: " + StepEvents.words(event));
            }
            var order = plan.contains(step) ? plan : rollback;
            order.stream()
                    .takeWhile(each -> !each.equals(step))
                    .filter(before -> !succeeded.contains(before))
                    .findFirst()
                    .ifPresent(before -> violations.add(
                            "scheduled before %s had succeeded: %s".formatted(before, StepEvents.words(event))));
            if (order.contains(step)) {
                open.keySet().stream()
                        .filter(order::contains)
                        .forEach(other -> violations.add(
                                "scheduled while %s was not answered: %s".formatted(other, StepEvents.words(event))));
            }
            open.put(step, event);
        }
    }
}
