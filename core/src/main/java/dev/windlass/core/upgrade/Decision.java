package dev.windlass.core.upgrade;

import dev.windlass.core.event.Event;
import dev.windlass.core.event.EventRecord;
import dev.windlass.core.plan.UpgradeId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The events decided so far for one input, and the state after them. Lives for one call of decide. */
final class Decision {
    private final Instant now;
    private final List<EventRecord> records = new ArrayList<>();
    private ClusterState state;

    Decision(ClusterState state, Instant now) {
        this.state = state;
        this.now = now;
    }

    Instant now() {
        return now;
    }

    ClusterState state() {
        return state;
    }

    /** The upgrade under way, or the newest that ended. */
    Upgrade upgrade() {
        return state.upgrade().orElseThrow();
    }

    List<EventRecord> records() {
        return List.copyOf(records);
    }

    /** Appends an event about the newest upgrade. */
    void record(Event event) {
        append(event, Optional.of(upgrade().id()));
    }

    /** Appends an event that is about no upgrade, or about one that begins with it. */
    void record(Event event, Optional<UpgradeId> about) {
        append(event, about);
    }

    private void append(Event event, Optional<UpgradeId> about) {
        var record = new EventRecord(state.cluster(), state.sequence() + 1, now, about, event);
        records.add(record);
        state = state.after(record);
    }
}
