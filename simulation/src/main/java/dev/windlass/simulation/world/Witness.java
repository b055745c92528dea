package dev.windlass.simulation.world;

import dev.windlass.core.event.EventRecord;
import dev.windlass.core.report.Report;
import dev.windlass.runtime.codec.Codecs;
import dev.windlass.runtime.topics.Topic;
import dev.windlass.schemas.wire.DecodeFailure;
import dev.windlass.simulation.coverage.Reached;
import dev.windlass.simulation.coverage.Sometimes;
import dev.windlass.simulation.invariant.Promises;
import dev.windlass.simulation.invariant.WatchedCluster;
import dev.windlass.simulation.log.LogObserver;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Sees each record when it has become durable: what is true is told to the promises, and everything goes into the hash. */
final class Witness implements LogObserver {
    /** Of so many snapshots one is read back although its bytes are the right ones. */
    private static final int READ_BACK = 64;

    private final Map<String, WatchedCluster> clusters;
    private final Map<WatchedCluster, byte[]> unread = new LinkedHashMap<>();
    private final Promises promises;
    private final ClaimedSteps claimed;
    private final Reached coverage;
    private final Consumer<EventRecord> recorded;
    private final Consumer<Report> reported;
    private final Hash hash;
    private long events;
    private final PoisonIsPutAside poison;
    private int snapshots;

    Witness(
            Map<String, WatchedCluster> clusters,
            Promises promises,
            PoisonIsPutAside poison,
            Reached coverage,
            Hash hash,
            Consumer<EventRecord> recorded,
            Consumer<Report> reported) {
        this.clusters = clusters;
        this.promises = promises;
        this.poison = poison;
        this.claimed = new ClaimedSteps(promises);
        this.coverage = coverage;
        this.hash = hash;
        this.recorded = recorded;
        this.reported = reported;
    }

    long events() {
        return events;
    }

    @Override
    public void committed(String topic, int partition, long offset, byte @Nullable [] key, byte @Nullable [] value) {
        hash.add(partition);
        hash.add(offset);
        if (value == null) {
            poison.tombstone(topic, partition, offset);
            return;
        }
        hash.add(value);
        promises.written(topic, value);
        try {
            if (topic.equals(Topic.REPORTS.topicName())) {
                report(value, partition, offset);
            } else if (topic.equals(Topic.REQUESTS.topicName())) {
                request(value, partition, offset);
            } else if (topic.equals(Topic.EVENTS.topicName())) {
                event(Codecs.FIXED.events().decode(value), offset);
            } else if (topic.equals(Topic.STATE.topicName())) {
                snapshot(key, value);
            } else if (topic.equals(Topic.DEAD_LETTERS.topicName())) {
                poison.putAside(Codecs.FIXED.deadLetters().decode(value));
            }
        } catch (DecodeFailure e) {
            promises.broken("OurOwnRecordsCanBeRead", topic + ": " + e.getMessage());
        }
    }

    /**
     * A state has one form only, so equal bytes are equal states. To read all of them back would take longer than everything else: a
     * sample is, and what differs, and what a planner is about to go on from, and the last of the run.
     */
    private void snapshot(byte @Nullable [] key, byte[] value) throws DecodeFailure {
        var cluster = key == null ? null : clusters.get(new String(key, StandardCharsets.UTF_8));
        var same = cluster != null
                && Arrays.equals(
                        value, Codecs.FIXED.states().encode(cluster.history().state()));
        if (same && ++snapshots % READ_BACK != 0) {
            unread.put(cluster, value);
        } else {
            readBack(value);
        }
    }

    @Override
    public void taken(String transactionalId) {
        readBackNewest();
    }

    private void readBack(byte[] value) throws DecodeFailure {
        var state = Codecs.FIXED.states().decode(value);
        var cluster = clusters.get(state.cluster().text());
        if (cluster != null) {
            unread.remove(cluster);
            promises.snapshot(cluster, state);
        }
    }

    /** Reads back the newest snapshot of each cluster. */
    void readBackNewest() {
        for (var value : List.copyOf(unread.values())) {
            try {
                readBack(value);
            } catch (DecodeFailure e) {
                promises.broken("OurOwnRecordsCanBeRead", Topic.STATE.topicName() + ": " + e.getMessage());
            }
        }
    }

    private void request(byte[] value, int partition, long offset) {
        try {
            var unused = Codecs.FIXED.requests().decode(value);
        } catch (DecodeFailure e) {
            poison.lies(Topic.REQUESTS.topicName(), partition, offset);
        }
    }

    private void report(byte[] value, int partition, long offset) {
        try {
            var report = Codecs.FIXED.reports().decode(value);
            claimed.reported(report, partition);
            var cluster = clusters.get(report.cluster().text());
            if (cluster != null) {
                promises.reported(cluster, report);
                reported.accept(report);
            }
        } catch (DecodeFailure e) {
            poison.lies(Topic.REPORTS.topicName(), partition, offset);
        }
    }

    @Override
    public void readsAgain(String group) {
        coverage.saw(Sometimes.READ_AGAIN);
    }

    @Override
    public void read(Map<TopicPartition, OffsetAndMetadata> upTo) {
        claimed.read(upTo);
    }

    private void event(EventRecord event, long offset) {
        events++;
        claimed.recorded(event, offset);
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
