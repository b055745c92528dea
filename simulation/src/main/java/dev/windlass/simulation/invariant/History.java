package dev.windlass.simulation.invariant;

import dev.windlass.core.event.Event;
import dev.windlass.core.event.EventRecord;
import dev.windlass.core.plan.Step;
import dev.windlass.core.upgrade.ClusterState;
import dev.windlass.core.upgrade.RunName;
import dev.windlass.core.upgrade.StepState;
import dev.windlass.core.upgrade.Upgrade;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The committed events of one cluster, and what they add up to: the only account that counts. */
public final class History {
    private final List<EventRecord> events = new ArrayList<>();
    private final Map<String, Scheduled> runs = new HashMap<>();
    private ClusterState state;

    /** A try that the planner asked for. */
    public record Scheduled(Upgrade upgrade, Step step, int attempt) {}

    History(ClusterState empty) {
        state = empty;
    }

    void add(EventRecord event) {
        events.add(event);
        state = state.after(event);
        if (event.event() instanceof Event.StepScheduled scheduled) {
            var assignment = scheduled.assignment();
            var upgrade = state.upgrade().orElseThrow();
            runs.put(
                    RunName.of(upgrade.id(), assignment.step().id(), assignment.attempt()),
                    new Scheduled(upgrade, assignment.step(), assignment.attempt()));
        }
    }

    /** Oldest first. */
    public List<EventRecord> events() {
        return Collections.unmodifiableList(events);
    }

    public ClusterState state() {
        return state;
    }

    public Optional<Upgrade> upgrade() {
        return state.upgrade();
    }

    /** By the facts that were recorded, not by what the product concludes from them. */
    static boolean hasSucceeded(Upgrade upgrade, Step step) {
        return upgrade.step(step.id())
                .filter(known -> known.progress() instanceof StepState.Progress.Succeeded)
                .isPresent();
    }

    /** The try behind a name that a node knows; empty when nobody asked for it. */
    public Optional<Scheduled> run(String name) {
        return Optional.ofNullable(runs.get(name));
    }
}
