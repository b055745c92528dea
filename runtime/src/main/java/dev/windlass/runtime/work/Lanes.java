package dev.windlass.runtime.work;

import dev.windlass.clockwork.Clockwork;
import dev.windlass.core.event.Event;
import dev.windlass.core.event.EventRecord;
import dev.windlass.runtime.events.StepRef;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The steps in hand. They outlive connections and rebalances: a step belongs to who claimed it, not to who reads the partition.
 * Thread-safe.
 */
final class Lanes {
    private static final Logger LOG = LoggerFactory.getLogger(Lanes.class);

    private final ActorSettings settings;
    private final StepWork work;
    private final Outbox outbox;
    private final Clockwork clockwork;
    private final Map<StepKey, Lane> lanes = new ConcurrentHashMap<>();

    Lanes(ActorSettings settings, StepWork work, Outbox outbox, Clockwork clockwork) {
        this.settings = settings;
        this.work = work;
        this.outbox = outbox;
        this.clockwork = clockwork;
    }

    /** How many more may be begun. */
    int free() {
        return Math.max(0, settings.concurrentSteps() - lanes.size());
    }

    List<Task> running() {
        return lanes.values().stream().map(Lane::task).toList();
    }

    /** Whether this very try is in hand. */
    boolean has(Task task) {
        var lane = lanes.get(StepKey.of(task));
        return lane != null && lane.token() == task.assignment().token();
    }

    /**
     * Begins a step that was claimed; an older try of it is let go first.
     *
     * @param claimedAt when the claim was sent, in the nanoseconds of the clockwork
     */
    void begin(Task task, long claimedAt) {
        var key = StepKey.of(task);
        var before = Optional.ofNullable(lanes.get(key));
        before.ifPresent(older -> older.abandon(
                "it was scheduled anew with token " + task.assignment().token()));
        var lane = new Lane(task, work, outbox, before, claimedAt, clockwork);
        var beats = clockwork.every(settings.heartbeat(), "heartbeats of " + task.words(), lane::beat);
        lanes.put(key, lane);
        lane.start(() -> {
            beats.close();
            lanes.remove(key, lane);
        });
    }

    /** What the planner recorded may mean that a step is not ours any more. */
    void observe(EventRecord record) {
        record.upgrade().ifPresent(upgrade -> {
            if (UpgradeEnd.is(record.event())) {
                lanes.forEach((key, lane) -> {
                    if (key.cluster().equals(record.cluster()) && key.upgrade().equals(upgrade)) {
                        lane.abandon("the upgrade has ended");
                    }
                });
            }
            StepRef.of(record.event()).ifPresent(about -> {
                var lane = lanes.get(new StepKey(record.cluster(), upgrade, about.step()));
                if (lane != null) {
                    observe(lane, about, record.event());
                }
            });
        });
    }

    private void observe(Lane lane, StepRef about, Event event) {
        if (about.token() > lane.token()) {
            lane.abandon("it was scheduled anew with token " + about.token());
        } else if (about.token() == lane.token()) {
            if (event instanceof Event.StepStarted started) {
                if (started.by().equals(settings.instance())) {
                    lane.confirm();
                } else {
                    lane.abandon(started.by() + " has it");
                }
            } else if (event instanceof Event.ReportRefused refused) {
                if (refused.by().equals(settings.instance()) && !lane.confirmed()) {
                    lane.abandon("the claim was refused: " + refused.reason());
                }
            } else if (event instanceof Event.LeaseExpired || event instanceof Event.StepFailed) {
                lane.abandon("the planner gave this try up");
            }
        }
    }

    /** Interrupts all, waits for them, and says of each that is not finished that it is handed over. */
    void handOver(Duration atMost) throws InterruptedException {
        var deadline = clockwork.nanoTime() + atMost.toNanos();
        var all = new ArrayList<>(lanes.values());
        if (!all.isEmpty()) {
            LOG.info("{} steps in hand are handed over", all.size());
        }
        all.forEach(Lane::handOver);
        for (var lane : all) {
            var left = Duration.ofNanos(Math.max(1, deadline - clockwork.nanoTime()));
            if (!lane.awaitEnd(left)) {
                lane.giveUp();
            }
        }
    }
}
