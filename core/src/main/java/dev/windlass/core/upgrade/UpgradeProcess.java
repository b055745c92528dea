package dev.windlass.core.upgrade;

import dev.windlass.core.event.EventRecord;
import java.util.List;

/**
 * The state machine. Pure: no clock, no logger, no randomness, no I/O; the same state and input always give the same events.
 *
 * <p>{@link #decide} says what follows from an input. {@link ClusterState#after} says what is true after an event. A loop around
 * them appends the events and folds them, and replaying history folds the very same events through the very same code.
 */
public final class UpgradeProcess {
    private UpgradeProcess() {}

    /** What follows from this input: numbered events in order, perhaps none. */
    public static List<EventRecord> decide(ClusterState state, Input input) {
        var decision = new Decision(state, input.now());
        switch (input) {
            case Input.Requested requested -> Requests.decide(decision, requested.request());
            case Input.Reported reported -> Reports.decide(decision, reported.report());
            case Input.Ticked ticked -> Timers.decide(decision);
        }
        Advance.from(decision);
        return decision.records();
    }

    /** The state after all of these. */
    public static ClusterState replay(ClusterState state, Iterable<EventRecord> records) {
        var next = state;
        for (var record : records) {
            next = next.after(record);
        }
        return next;
    }
}
