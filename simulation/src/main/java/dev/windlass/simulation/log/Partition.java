package dev.windlass.simulation.log;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** The log of one partition. Nothing is ever deleted from its beginning. Guarded by the log's lock. */
final class Partition {
    private final TopicPartition name;
    private final int mostBytes;
    private final LogObserver observer;
    private final List<Entry> log = new ArrayList<>();
    /** Open transactions and where each begins here, the earliest first. */
    private final Map<Transaction, Long> open = new LinkedHashMap<>();

    private final List<Runnable> readers = new ArrayList<>();
    private long highWatermark;
    private boolean held;

    Partition(TopicPartition name, int mostBytes, LogObserver observer) {
        this.name = name;
        this.mostBytes = mostBytes;
        this.observer = observer;
    }

    TopicPartition name() {
        return name;
    }

    int mostBytes() {
        return mostBytes;
    }

    /** Where the log ends for those who see what is not committed, too. */
    long highWatermark() {
        return highWatermark;
    }

    /** Where the log ends for readers of committed records. */
    long lastStableOffset() {
        return open.isEmpty()
                ? highWatermark
                : Math.min(highWatermark, open.values().iterator().next());
    }

    Entry append(Draft draft, @Nullable Transaction transaction) {
        var entry = new Entry(log.size(), draft, transaction);
        log.add(entry);
        if (transaction != null) {
            open.putIfAbsent(transaction, entry.offset());
        }
        replicate();
        return entry;
    }

    /** Writes the marker that ends a transaction here. */
    void finish(Transaction transaction) {
        log.add(new Entry(log.size(), null, transaction));
        open.remove(transaction);
        replicate();
    }

    private void replicate() {
        if (held) {
            return;
        }
        while (highWatermark < log.size()) {
            var entry = log.get((int) highWatermark++);
            var draft = entry.committed();
            if (draft != null && entry.transaction() == null) {
                observer.appended(name.topic(), name.partition(), entry.offset(), draft.key(), draft.value());
            }
        }
        for (var i = 0; i < readers.size(); i++) {
            readers.get(i).run();
        }
    }

    // ---- a restart that loses the tail

    /** From now on what is appended is neither acknowledged nor seen. */
    void hold() {
        held = true;
    }

    /** What was appended since {@link #hold} is gone. */
    void loseTail() {
        while (log.size() > highWatermark) {
            log.removeLast().lose();
        }
        open.values().removeIf(first -> first >= highWatermark);
        held = false;
    }

    // ---- readers

    /** @param wake called whenever there may be more to read */
    void watch(Runnable wake) {
        readers.add(wake);
    }

    void unwatch(Runnable wake) {
        readers.remove(wake);
    }

    /**
     * Adds committed records from an offset on.
     *
     * @return where reading goes on
     */
    long read(long from, int most, List<ConsumerRecord<byte[], byte[]>> into) {
        var end = lastStableOffset();
        var next = from;
        var left = most;
        while (next < end && left > 0) {
            var entry = log.get((int) next++);
            var draft = entry.committed();
            if (draft != null) {
                into.add(entry.record(draft));
                left--;
            }
        }
        return next;
    }
}
