package dev.windlass.planner.view;

import dev.windlass.core.cluster.ClusterName;
import dev.windlass.core.event.Event;
import dev.windlass.core.event.EventRecord;
import dev.windlass.core.plan.Step;
import dev.windlass.core.plan.StepId;
import dev.windlass.core.plan.UpgradeId;
import dev.windlass.core.upgrade.ClusterState;
import dev.windlass.core.upgrade.StepState;
import dev.windlass.core.upgrade.Upgrade;
import dev.windlass.runtime.events.StepRef;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which node and action a step's id stands for, while events are read in order: learned from the events that say it, or looked up in
 * the cluster's state where reading began in the middle. For one thread.
 */
public final class StepNames {
    private final Function<ClusterName, Optional<ClusterState>> states;
    private final Map<StepId, Step> learned = new HashMap<>();
    private @Nullable UpgradeId upgrade;

    public StepNames(Function<ClusterName, Optional<ClusterState>> states) {
        this.states = states;
    }

    /** The step that the event is about; empty when it is about none, or nothing is known of it any more. */
    public Optional<Step> of(EventRecord record) {
        record.upgrade().ifPresent(this::about);
        return switch (record.event()) {
            case Event.StepScheduled e -> Optional.of(learn(e.assignment().step()));
            case Event.PlanMade e -> {
                e.plan().steps().forEach(this::learn);
                yield Optional.empty();
            }
            case Event.RollbackStarted e -> {
                e.steps().forEach(this::learn);
                yield Optional.empty();
            }
            default -> StepRef.of(record.event()).flatMap(ref -> find(record, ref.step()));
        };
    }

    private void about(UpgradeId id) {
        if (!id.equals(upgrade)) {
            upgrade = id;
            learned.clear();
        }
    }

    private Step learn(Step step) {
        learned.put(step.id(), step);
        return step;
    }

    private Optional<Step> find(EventRecord record, StepId id) {
        return Optional.ofNullable(learned.get(id))
                .or(() -> states.apply(record.cluster())
                        .flatMap(ClusterState::upgrade)
                        .filter(newest ->
                                record.upgrade().filter(newest.id()::equals).isPresent())
                        .flatMap(newest -> find(newest, id))
                        .map(this::learn));
    }

    private static Optional<Step> find(Upgrade upgrade, StepId id) {
        return upgrade.step(id)
                .map(StepState::step)
                .or(() -> upgrade.plan().stream()
                        .flatMap(plan -> plan.steps().stream())
                        .filter(step -> step.id().equals(id))
                        .findFirst());
    }
}
