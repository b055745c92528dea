package dev.windlass.simulation.world;

import dev.windlass.core.event.EventRecord;
import dev.windlass.runtime.codec.Codecs;
import dev.windlass.runtime.topics.Topic;
import dev.windlass.schemas.wire.DecodeFailure;
import dev.windlass.simulation.coverage.Reached;
import dev.windlass.simulation.invariant.Promises;
import dev.windlass.simulation.invariant.WatchedCluster;
import dev.windlass.simulation.log.LogObserver;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Sees each record when it has become durable: what is true is told to the promises, and everything goes into the hash. */
final class Witness implements LogObserver {
    private final Map<String, WatchedCluster> clusters;
    private final Promises promises;
    private final Reached coverage;
    private final Consumer<EventRecord> recorded;
    private final Hash hash;
    private long events;
    private long deadLetters;
    private long poison;

    Witness(
            Map<String, WatchedCluster> clusters,
            Promises promises,
            Reached coverage,
            Hash hash,
            Consumer<EventRecord> recorded) {
        this.clusters = clusters;
        this.promises = promises;
        this.coverage = coverage;
        this.hash = hash;
        this.recorded = recorded;
    }

    long events() {
        return events;
    }

    /** Somebody published a record that can't be read. */
    void poisoned() {
        poison++;
    }

    long poison() {
        return poison;
    }

    long deadLetters() {
        return deadLetters;
    }

    @Override
    public void committed(String topic, int partition, long offset, byte @Nullable [] key, byte @Nullable [] value) {
        hash.add(partition);
        hash.add(offset);
        if (value == null) {
            return;
        }
        hash.add(value);
        promises.written(topic, value);
        try {
            if (topic.equals(Topic.EVENTS.topicName())) {
                event(Codecs.FIXED.events().decode(value));
            } else if (topic.equals(Topic.STATE.topicName())) {
                var state = Codecs.FIXED.states().decode(value);
                var cluster = clusters.get(state.cluster().text());
                if (cluster != null) {
                    promises.snapshot(cluster, state);
                }
            } else if (topic.equals(Topic.DEAD_LETTERS.topicName())) {
                deadLetters++;
            }
        } catch (DecodeFailure e) {
            promises.broken("OurOwnRecordsCanBeRead", topic + ": " + e.getMessage());
        }
    }

    private void event(EventRecord event) {
        events++;
        var cluster = clusters.get(event.cluster().text());
        if (cluster == null) {
            return;
        }
        var before = cluster.history().state();
        promises.recorded(cluster, event);
        coverage.recorded(before, cluster.history().state(), event);
        recorded.accept(event);
    }
}
