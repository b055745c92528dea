package dev.windlass.simulation.histories;

import dev.windlass.core.cluster.ClusterName;
import dev.windlass.core.event.Assignment;
import dev.windlass.core.event.Event;
import dev.windlass.core.plan.UpgradeId;
import dev.windlass.core.report.Report;
import dev.windlass.core.upgrade.ClusterState;
import dev.windlass.core.upgrade.Input;
import dev.windlass.core.upgrade.Status;
import dev.windlass.core.upgrade.StepState;
import dev.windlass.core.upgrade.Upgrade;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The planner's loop without Kafka: what is told is decided, every event is folded, and every promise is checked. */
final class Planner {
    static final ClusterName CLUSTER = new ClusterName("demo");

    private final Decider decider;
    private final HistoryPromises promises;
    private final Watcher watcher;
    private final Map<Long, Assignment> assignments = new HashMap<>();
    private ClusterState state = ClusterState.empty(CLUSTER);
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    Planner(Decider decider, HistoryPromises promises, Watcher watcher) {
        this.decider = decider;
        this.promises = promises;
        this.watcher = watcher;
    }

    void tell(Input input) {
        var before = state;
        var decided = decider.decide(before, input);
        for (var record : decided) {
            var after = state.after(record);
            watcher.happened(state, record, after);
            promises.afterEvent(state, input, record, after);
            if (record.event() instanceof Event.StepScheduled scheduled) {
                assignments.put(scheduled.assignment().token(), scheduled.assignment());
            }
            state = after;
        }
        promises.afterDecision(before, input, decided, state);
    }

    void tell(Report report) {
        tell(new Input.Reported(report, now));
    }

    /** Lets time pass; a negative duration is a clock that was set back. */
    void tick(Duration duration) {
        now = now.plus(duration);
        tell(new Input.Ticked(now));
    }

    /** Lets time pass until something is due, or for this long when nothing is. */
    void tickUntilDue(Duration otherwise) {
        tick(state.nextDeadline()
                .map(due -> Duration.between(now, due))
                .filter(Duration::isPositive)
                .orElse(otherwise));
    }

    ClusterState state() {
        return state;
    }

    Instant now() {
        return now;
    }

    boolean idle() {
        return state.active().isEmpty();
    }

    Optional<Status> status() {
        return state.standing().map(Upgrade::status);
    }

    UpgradeId newest() {
        return state.upgrade().orElseThrow().id();
    }

    List<StepState> inFlight() {
        return state.active().map(Upgrade::inFlight).orElse(List.of());
    }

    Assignment assignment(StepState step) {
        return Objects.requireNonNull(assignments.get(step.token()));
    }
}
