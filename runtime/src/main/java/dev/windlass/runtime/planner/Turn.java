package dev.windlass.runtime.planner;

import dev.windlass.core.cluster.ClusterName;
import dev.windlass.core.event.EventRecord;
import dev.windlass.core.upgrade.ClusterState;
import dev.windlass.core.upgrade.Input;
import dev.windlass.core.upgrade.UpgradeProcess;
import dev.windlass.runtime.codec.Codecs;
import dev.windlass.runtime.deadletters.DeadLetter;
import dev.windlass.runtime.deadletters.DeadLetter.Reason;
import dev.windlass.runtime.deadletters.DeadLetters;
import dev.windlass.runtime.events.LogContext;
import dev.windlass.runtime.events.StepRef;
import dev.windlass.runtime.topics.Home;
import dev.windlass.runtime.topics.Topic;
import dev.windlass.schemas.wire.DecodeFailure;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What follows from the inputs of one transaction. Everything is worked out and encoded before anything is sent, and the clusters
 * learn of it only after the commit; a turn that fails is thrown away and has changed nothing.
 */
final class Turn {
    private static final Logger LOG = LoggerFactory.getLogger(Turn.class);

    private final int partition;
    private final Home home;
    private final Clusters clusters;
    private final Codecs codecs;
    private final DeadLetters deadLetters;
    private final Decider decider;
    private final PlannerRecords records;
    private final Instant now;

    private final Map<ClusterName, ClusterState> changed = new LinkedHashMap<>();
    private final Map<ClusterName, String> stopped = new LinkedHashMap<>();
    private final Map<ClusterName, ProducerRecord<byte[], byte[]>> snapshots = new LinkedHashMap<>();
    private final List<ProducerRecord<byte[], byte[]>> toSend = new ArrayList<>();
    private final List<EventRecord> events = new ArrayList<>();

    Turn(
            int partition,
            Home home,
            Clusters clusters,
            Codecs codecs,
            DeadLetters deadLetters,
            Decider decider,
            Instant now) {
        this.partition = partition;
        this.home = home;
        this.clusters = clusters;
        this.codecs = codecs;
        this.deadLetters = deadLetters;
        this.decider = decider;
        this.records = new PlannerRecords(codecs, partition);
        this.now = now;
    }

    void take(ConsumerRecord<byte[], byte[]> record) {
        try {
            if (record.topic().equals(Topic.REQUESTS.topicName())) {
                var request = codecs.requests().decode(record.value());
                take(record, request.cluster(), new Input.Requested(request, now));
            } else {
                var report = codecs.reports().decode(record.value());
                take(record, report.cluster(), new Input.Reported(report, now));
            }
        } catch (DecodeFailure e) {
            putAside(deadLetters.of(record, e));
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record, ClusterName cluster, Input input) {
        var key = Home.key(cluster);
        var keyed = record.key() != null && record.key().length > 0;
        if (keyed && !Arrays.equals(record.key(), key)) {
            putAside(deadLetters.of(
                    record, Reason.WRONG_KEY, "the key is not %s, the cluster's name".formatted(cluster)));
        } else if (!keyed || home.of(cluster) != partition) {
            LOG.info(
                    "{}-{} offset {} is moved to the partition of {}",
                    record.topic(),
                    partition,
                    record.offset(),
                    cluster);
            // Headers say nothing to us and may be of any size. Without them it fits wherever its value was taken.
            toSend.add(new ProducerRecord<>(record.topic(), home.of(cluster), key, record.value()));
        } else if (whyStopped(cluster).isPresent()) {
            var why = whyStopped(cluster).get();
            putAside(deadLetters.of(record, Reason.UNDECIDABLE, "%s is stopped: %s".formatted(cluster, why)));
        } else {
            try {
                decide(cluster, input);
            } catch (RuntimeException | StackOverflowError e) {
                var why = stop(cluster, e);
                putAside(deadLetters.of(record, Reason.UNDECIDABLE, why));
            }
        }
    }

    /** Time has passed for this cluster. */
    void tick(ClusterName cluster) {
        try {
            decide(cluster, new Input.Ticked(now));
        } catch (RuntimeException | StackOverflowError e) {
            stop(cluster, e);
        }
    }

    private void decide(ClusterName cluster, Input input) {
        var before = changed.getOrDefault(cluster, clusters.state(cluster));
        var decided = decider.decide(before, input);
        if (decided.isEmpty()) {
            return;
        }
        var after = UpgradeProcess.replay(before, decided);
        var encoded = decided.stream().map(records::event).toList();
        var snapshot = records.snapshot(after, now);
        toSend.addAll(encoded);
        snapshots.put(cluster, snapshot);
        changed.put(cluster, after);
        events.addAll(decided);
    }

    private String stop(ClusterName cluster, Throwable failure) {
        var why = failure.getClass().getSimpleName() + ": " + failure.getMessage();
        stopped.put(cluster, why);
        try (var context = LogContext.of(cluster)) {
            LOG.error("{} is stopped, because what follows can't be decided. Other clusters go on", cluster, failure);
        }
        return why;
    }

    private void putAside(DeadLetter letter) {
        LOG.warn("put aside in {}: {}", Topic.DEAD_LETTERS.topicName(), letter);
        toSend.add(deadLetters.record(letter));
    }

    private Optional<String> whyStopped(ClusterName cluster) {
        return Optional.ofNullable(stopped.get(cluster)).or(() -> clusters.whyStopped(cluster));
    }

    /**
     * Everything to be sent: events in order, then one snapshot of each cluster that changed.
     *
     * @param inputs where reading goes on after this turn, which each snapshot remembers
     */
    List<ProducerRecord<byte[], byte[]>> toSend(Map<String, Long> inputs) {
        var all = new ArrayList<>(toSend);
        snapshots.values().forEach(snapshot -> all.add(InputHeaders.add(snapshot, inputs)));
        return all;
    }

    /** The transaction is committed: now it is true. */
    void merge() {
        changed.values().forEach(clusters::put);
        stopped.forEach(clusters::stop);
        events.forEach(this::log);
    }

    /** Nothing was sent, but a cluster may have been stopped. */
    boolean isEmpty() {
        return toSend.isEmpty();
    }

    private void log(EventRecord record) {
        try (var context = context(record)) {
            LOG.atLevel(PlannerRecords.level(record.event()))
                    .log(
                            "event {} {}",
                            record.sequence(),
                            record.event().getClass().getSimpleName());
        }
    }

    /** An event names its step; the state knows the step's node. */
    private LogContext context(EventRecord record) {
        var step = StepRef.of(record.event());
        if (record.upgrade().isEmpty() || step.isEmpty()) {
            return LogContext.of(record);
        }
        var node = clusters.state(record.cluster())
                .upgrade()
                .flatMap(upgrade -> upgrade.step(step.get().step()))
                .flatMap(state -> state.step().node());
        return LogContext.of(record.cluster(), record.upgrade().get(), step.get(), node);
    }
}
