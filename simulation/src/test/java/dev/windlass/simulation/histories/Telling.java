package dev.windlass.simulation.histories;

import dev.windlass.core.event.EventRecord;
import dev.windlass.core.upgrade.ClusterState;
import java.util.function.Consumer;

/** Tells a history one line for each event: its number, the planner's clock, the upgrade's status after it, and what it says. */
public final class Telling implements Watcher {
    private final Consumer<String> lines;

    public Telling(Consumer<String> lines) {
        this.lines = lines;
    }

    @Override
    public void happened(ClusterState before, EventRecord record, ClusterState after) {
        var status = after.upgrade().map(upgrade -> upgrade.status().words()).orElse("-");
        lines.accept(
                "%5d %-24s %-12s %s".formatted(record.sequence(), record.at(), status, EventWords.of(record.event())));
    }
}
