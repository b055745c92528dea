package dev.windlass.planner.http;

import dev.windlass.core.cluster.ClusterName;
import dev.windlass.core.event.EventRecord;
import dev.windlass.core.plan.Step;
import dev.windlass.planner.view.EventView;
import dev.windlass.planner.view.Fields;
import dev.windlass.planner.view.StepNames;
import dev.windlass.runtime.events.Entry;
import dev.windlass.runtime.events.EventReader;
import dev.windlass.runtime.events.EventStream;
import dev.windlass.runtime.events.From;
import dev.windlass.runtime.events.StepRef;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A cluster's events from a place on, as JSON, each with the cursor after it. Polled by one thread at a time. */
final class EventSource implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration LEARN_WITHIN = Duration.ofSeconds(5);

    /** An event as it is shown, and the place after it. */
    record Shown(Cursor after, Fields json) {}

    private final int partition;
    private final long afterSequence;
    private final EventReader reader;
    private final EventStream stream;
    private final StepNames names;
    private boolean learned;

    /**
     * Opens one.
     *
     * @param afterSequence events up to this number are left out
     */
    EventSource(
            ClusterName cluster, int partition, From from, long afterSequence, EventReader reader, StepNames names) {
        this.partition = partition;
        this.afterSequence = afterSequence;
        this.reader = reader;
        this.stream = reader.open(cluster, from);
        this.names = names;
    }

    ClusterName cluster() {
        return stream.cluster();
    }

    List<Shown> poll(Duration atMost) {
        var shown = new ArrayList<Shown>();
        for (var entry : stream.poll(atMost)) {
            show(entry).ifPresent(json -> shown.add(new Shown(new Cursor(partition, entry.offset() + 1), json)));
        }
        return shown;
    }

    private Optional<Fields> show(Entry entry) {
        return switch (entry) {
            case Entry.Readable readable -> show(readable.offset(), readable.event());
            case Entry.Unreadable unreadable ->
                Optional.of(EventView.unreadable(stream.cluster().text(), unreadable.why()));
        };
    }

    private Optional<Fields> show(long offset, EventRecord record) {
        // Also what is left out says which step is which.
        var step = names.of(record);
        if (record.sequence() <= afterSequence) {
            return Optional.empty();
        }
        return Optional.of(EventView.of(record, step.or(() -> learned(offset, record))));
    }

    /** Where reading began in the middle of an upgrade that is over, what its steps were was said before: it is read once. */
    private Optional<Step> learned(long offset, EventRecord record) {
        if (learned || StepRef.of(record.event()).isEmpty()) {
            return Optional.empty();
        }
        learned = true;
        try (var before = reader.open(stream.cluster(), new From.Beginning())) {
            var begun = System.nanoTime();
            while (before.position() < offset && System.nanoTime() - begun < LEARN_WITHIN.toNanos()) {
                for (var entry : before.poll(POLL)) {
                    if (entry.offset() < offset && entry instanceof Entry.Readable readable) {
                        var unused = names.of(readable.event());
                    }
                }
            }
        }
        return names.of(record);
    }

    boolean caughtUp() {
        return stream.caughtUp();
    }

    Cursor position() {
        return new Cursor(partition, stream.position());
    }

    @Override
    public void close() {
        stream.close();
    }
}
