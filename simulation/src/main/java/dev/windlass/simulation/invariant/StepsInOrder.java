package dev.windlass.simulation.invariant;

import dev.windlass.core.event.Event;
import dev.windlass.core.event.EventRecord;
import dev.windlass.core.plan.Step;
import dev.windlass.core.upgrade.Upgrade;
import dev.windlass.simulator.world.Occurrence;
import java.util.Optional;

/**
 * S5: a step is one of the plan's, or of the way back's; it is scheduled, and begins on its node, only when every step before it has succeeded in the history; nothing begins that the
 * history does not ask for, and what begins is the step's own verb with the version, revision or key that the plan gives it.
 */
final class StepsInOrder implements Invariant {
    @Override
    public String name() {
        return "S5 StepsInOrder";
    }

    @Override
    public Optional<String> recorded(WatchedCluster cluster, EventRecord event) {
        if (!(event.event() instanceof Event.StepScheduled scheduled)) {
            return Optional.empty();
        }
        var upgrade = cluster.history().upgrade().orElseThrow();
        var step = scheduled.assignment().step();
        return unplanned(upgrade, step).or(() -> early(upgrade, step).map(words -> "scheduled too early: " + words));
    }

    /** Where there is a plan, nothing else is done. */
    private static Optional<String> unplanned(Upgrade upgrade, Step step) {
        return upgrade.plan().isEmpty()
                        || upgrade.plan().get().steps().contains(step)
                        || upgrade.recovery()
                                .filter(recovery -> recovery.steps().contains(step))
                                .isPresent()
                ? Optional.empty()
                : Optional.of("%s (%s) is in neither the plan nor the way back".formatted(step.words(), step.id()));
    }

    @Override
    public Optional<String> happened(WatchedCluster cluster, Occurrence what) {
        if (!(what instanceof Occurrence.VerbBegan began)) {
            return Optional.empty();
        }
        var asked = cluster.history().run(began.run());
        if (asked.isEmpty()) {
            return Optional.of("%s began on %s, and nobody asked for it".formatted(began.run(), began.node()));
        }
        var upgrade = cluster.history().upgrade().orElseThrow();
        if (!upgrade.id().equals(asked.get().upgrade().id())) {
            return Optional.empty();
        }
        var step = asked.get().step();
        if (!step.node().map(Object::toString).orElse("").equals(began.node())) {
            return Optional.of("%s began on %s, and is for %s".formatted(step.words(), began.node(), step.node()));
        }
        var planned = PlannedVerb.of(upgrade, step);
        if (planned.filter(it -> it.is(began.verb(), began.argument())).isEmpty()) {
            return Optional.of("%s %s began on %s, and the plan says %s: %s"
                    .formatted(
                            began.verb(),
                            began.argument(),
                            began.node(),
                            step.words(),
                            planned.map(Object::toString).orElse("nothing on the node")));
        }
        return early(upgrade, step).map(words -> "began too early: " + words);
    }

    private static Optional<String> early(Upgrade upgrade, Step step) {
        var steps = upgrade.recovery()
                .filter(recovery -> recovery.steps().contains(step))
                .map(recovery -> recovery.steps())
                .orElseGet(() -> upgrade.plan().map(plan -> plan.steps()).orElse(java.util.List.of()));
        var at = steps.indexOf(step);
        return steps.stream()
                .limit(Math.max(0, at))
                .filter(before -> !History.hasSucceeded(upgrade, before))
                .findFirst()
                .map(before -> "%s before %s had succeeded".formatted(step.words(), before.words()));
    }
}
