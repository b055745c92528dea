package dev.windlass.system.chaos;

import dev.windlass.cli.client.Event;
import dev.windlass.cli.client.Json;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * S5, S6: a step is one of the inspection, the plan or the rollback that is under way, with the plan's action and node; it is scheduled only
 * when every step before it has succeeded, itself has not, and the upgrade is neither paused nor at its end; steps of the plan are scheduled one
 * at a time, and it is completed when all have succeeded.
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
        private final Map<String, JsonNode> plan = new LinkedHashMap<>();
        private List<String> rollback = List.of();
        private final Set<String> succeeded = new HashSet<>();
        private final Map<String, Event> open = new LinkedHashMap<>();
        private Optional<Event> recovery = Optional.empty();
        private boolean planned;
        private boolean underWay;
        private boolean paused;
        private String rolledBack = "";

        Walk(Observed observed) {
            for (var step : Json.list(observed.plan(), "steps")) {
                plan.put(Json.text(step, "id"), step);
            }
        }

        void take(Event event) {
            switch (event.type()) {
                case "PlanMade" -> planned = true;
                case "StepScheduled" -> scheduled(event);
                case "StepSucceeded", "NodeValidated" -> succeeded.add(StepEvents.step(event));
                case "RollbackStarted" -> recover(event);
                case "UpgradeRetried" -> renew();
                case "UpgradePaused" -> paused = true;
                case "UpgradeResumed" -> paused = false;
                case "UpgradeCompleted" -> complete(event, plan.keySet());
                case "UpgradeRolledBack" -> complete(event, rollback);
                default -> {}
            }
            if (StepEvents.answer(event)) {
                open.remove(StepEvents.step(event));
            }
            if (StepEvents.end(event)) {
                recovery = Optional.empty();
                paused = false;
            }
            underWay = StepEvents.opens(event) || (underWay && !StepEvents.end(event));
        }

        private void recover(Event event) {
            rollback = Json.texts(event.json(), "steps");
            rolledBack = event.text("node");
            recovery = Optional.of(event);
        }

        /** What was undone on a node is to be done again. */
        private void renew() {
            if (!rolledBack.isEmpty()) {
                succeeded.removeIf(
                        step -> plan.containsKey(step) && rolledBack.equals(Json.text(plan.get(step), "node")));
            }
            rolledBack = "";
        }

        private void complete(Event event, Collection<String> steps) {
            steps.stream()
                    .filter(step -> !succeeded.contains(step))
                    .findFirst()
                    .ifPresent(step ->
                            violations.add("%s had not succeeded at %s".formatted(step, StepEvents.words(event))));
        }

        private void scheduled(Event event) {
            var step = StepEvents.step(event);
            if (!underWay) {
                violations.add("scheduled after the end: " + StepEvents.words(event));
            }
            if (paused) {
                violations.add("scheduled while it is paused: " + StepEvents.words(event));
            }
            if (succeeded.contains(step)) {
                violations.add("scheduled after its own success: " + StepEvents.words(event));
            }
            if (!isDue(event)) {
                violations.add("not what is to be done: " + StepEvents.words(event));
            }
            inOrder(event, plan.containsKey(step) ? List.copyOf(plan.keySet()) : rollback);
            open.put(step, event);
        }

        /** Whether it is a step of what is under way just then: the inspection, the plan or a rollback. */
        private boolean isDue(Event event) {
            var step = plan.get(StepEvents.step(event));
            if (recovery.isPresent()) {
                return rollback.contains(StepEvents.step(event))
                        && event.node().equals(recovery.get().node());
            }
            if (step == null) {
                return !planned && event.text("action").startsWith("inspect-");
            }
            return planned
                    && event.text("action").equals(Json.text(step, "action"))
                    && event.text("node").equals(Json.text(step, "node"));
        }

        private void inOrder(Event event, List<String> order) {
            var step = StepEvents.step(event);
            if (!order.contains(step)) {
                return;
            }
            order.stream()
                    .takeWhile(each -> !each.equals(step))
                    .filter(before -> !succeeded.contains(before))
                    .findFirst()
                    .ifPresent(before -> violations.add(
                            "scheduled before %s had succeeded: %s".formatted(before, StepEvents.words(event))));
            open.keySet().stream()
                    .filter(order::contains)
                    .forEach(other -> violations.add(
                            "scheduled while %s was not answered: %s".formatted(other, StepEvents.words(event))));
        }
    }
}
