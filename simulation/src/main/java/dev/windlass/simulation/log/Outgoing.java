package dev.windlass.simulation.log;

import dev.windlass.simulation.log.RefusingProducer.Pending;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The records of a producer's transaction: those that are in the log, and those that wait for that. Used by the producer's thread. */
final class Outgoing {
    private final ArrayDeque<Pending> unsent = new ArrayDeque<>();
    private final List<Pending> sent = new ArrayList<>();
    private final List<Entry> entries = new ArrayList<>();

    void add(Pending pending) {
        unsent.add(pending);
    }

    boolean isEmpty() {
        return unsent.isEmpty() && entries.isEmpty();
    }

    /** Whether all is in the log. Under the log's lock. */
    boolean appended() {
        if (!unsent.isEmpty()) {
            return false;
        }
        for (var entry : entries) {
            if (entry.lost()) {
                return false;
            }
        }
        return true;
    }

    /** Appends what is not in the log, or was lost there. Under the log's lock. */
    void append(Transaction to) {
        for (var i = 0; i < entries.size(); i++) {
            if (entries.get(i).lost()) {
                entries.set(i, to.append(sent.get(i).draft()));
            }
        }
        while (!unsent.isEmpty()) {
            entries.add(to.append(unsent.element().draft()));
            sent.add(unsent.remove());
        }
    }

    /** The first that waits. */
    @Nullable
    Pending waiting() {
        return unsent.peek();
    }

    void failWaiting(Exception why) {
        var failed = new ArrayList<>(unsent);
        unsent.clear();
        failed.forEach(pending -> pending.fail(why));
    }

    /** All that is in the log is acknowledged. */
    void succeed() {
        for (var i = 0; i < sent.size(); i++) {
            if (!sent.get(i).future().isDone()) {
                sent.get(i).succeed(entries.get(i));
            }
        }
    }

    void clear() {
        sent.clear();
        entries.clear();
    }
}
