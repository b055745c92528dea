package dev.windlass.runtime.planner;

import dev.windlass.clockwork.Clockwork;
import dev.windlass.core.cluster.ClusterName;
import dev.windlass.core.upgrade.ClusterState;
import dev.windlass.runtime.codec.Codecs;
import dev.windlass.runtime.deadletters.DeadLetter;
import dev.windlass.runtime.deadletters.DeadLetters;
import dev.windlass.runtime.topics.Brokers;
import dev.windlass.runtime.topics.Home;
import dev.windlass.runtime.topics.LogEnds;
import dev.windlass.runtime.topics.Topic;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the state of partitions that were just assigned, and folds the events where a snapshot can't be read. */
final class Restore {
    private static final Logger LOG = LoggerFactory.getLogger(Restore.class);
    private static final String WAY_BACK =
            "the version of Windlass that wrote it can read it; to give up the history of the cluster instead, publish a record with its"
                    + " name as the key and no value in partition %d of windlass.state, start the planner again and ask for a new upgrade";

    private final Clockwork clockwork;
    private final LogReading logs;
    private final Codecs codecs;
    private final DeadLetters deadLetters;
    private final Home home;
    private final PlannerSettings settings;

    Restore(
            Brokers brokers,
            Clockwork clockwork,
            LogEnds ends,
            Codecs codecs,
            DeadLetters deadLetters,
            Home home,
            PlannerSettings settings) {
        this.clockwork = clockwork;
        this.logs = new LogReading(brokers, clockwork, ends);
        this.codecs = codecs;
        this.deadLetters = deadLetters;
        this.home = home;
        this.settings = settings;
    }

    /** @throws TimeoutException when the state's end is not reached in time; it names the partition */
    Map<Integer, Restored> partitions(Collection<Integer> partitions) {
        var begun = clockwork.nanoTime();
        var readings = new TreeMap<Integer, PartitionReading>();
        partitions.forEach(partition -> readings.put(partition, new PartitionReading(codecs, home)));
        var behind = logs.read(
                Topic.STATE,
                partitions,
                settings.restoreWithin(),
                record ->
                        Objects.requireNonNull(readings.get(record.partition())).take(record));
        if (!behind.isEmpty()) {
            throw new TimeoutException(
                    "the state could not be read within %s: %s. A transaction may be open, which the brokers abort by themselves"
                            .formatted(settings.restoreWithin(), String.join(", ", behind.values())));
        }
        var rebuilding = rebuild(readings);
        var restored = new TreeMap<Integer, Restored>();
        readings.forEach((partition, reading) -> restored.put(partition, repaired(partition, reading, rebuilding)));
        LOG.info("restored partitions {} in {} ms", partitions, (clockwork.nanoTime() - begun) / 1_000_000);
        return restored;
    }

    /**
     * Only where a snapshot can't be read: all of the partition's events are read for it, a year of all clusters. Others wait for that,
     * so it has a limit, and what is over it stops the cluster alone.
     */
    private SortedMap<ClusterName, Rebuilding> rebuild(Map<Integer, PartitionReading> readings) {
        var rebuilding = new TreeMap<ClusterName, Rebuilding>();
        readings.forEach((partition, reading) -> reading.unread().keySet().stream()
                .filter(cluster -> home.of(cluster) == partition)
                .forEach(cluster -> rebuilding.put(cluster, new Rebuilding(cluster, codecs.events()))));
        var partitions = rebuilding.keySet().stream().map(home::of).collect(Collectors.toCollection(TreeSet::new));
        if (!partitions.isEmpty()) {
            var within = settings.rebuildWithin();
            var behind = logs.read(
                    Topic.EVENTS,
                    partitions,
                    within,
                    record -> rebuilding.values().forEach(one -> one.take(record)));
            rebuilding.forEach((cluster, one) -> {
                var how = behind.get(home.of(cluster));
                if (how != null) {
                    one.giveUp("they could not be read within %s, which is tried again at the next start (%s)"
                            .formatted(within, how));
                }
            });
        }
        return rebuilding;
    }

    private Restored repaired(int partition, PartitionReading reading, SortedMap<ClusterName, Rebuilding> rebuilding) {
        var letters = new ArrayList<DeadLetter>();
        var rebuilt = new ArrayList<ClusterState>();
        var left = new ArrayList<UnreadSnapshot>();
        reading.unread().forEach((cluster, snapshot) -> {
            if (!snapshot.isPutAside()) {
                letters.add(deadLetters.of(snapshot.record(), snapshot.failure()));
            }
            var folded = rebuilding.get(cluster);
            if (folded != null
                    && home.of(cluster) == partition
                    && folded.state().isPresent()) {
                reading.clusters().put(folded.state().get());
                rebuilt.add(folded.state().get());
                LOG.warn("{}: its snapshot can't be read, and its state was folded from its events again", cluster);
                return;
            }
            if (!snapshot.isPutAside()) {
                left.add(snapshot);
            }
            var why = "%s, and %s; %s"
                    .formatted(snapshot.words(), whyNot(cluster, partition, folded), WAY_BACK.formatted(partition));
            LOG.error("{} is stopped: {}", cluster, why);
            reading.clusters().stop(cluster, why);
        });
        return new Restored(reading.clusters(), letters, rebuilt, left);
    }

    private String whyNot(ClusterName cluster, int partition, @Nullable Rebuilding folded) {
        return folded == null || home.of(cluster) != partition
                ? "it is in partition %d, from when the topics had another number of partitions".formatted(partition)
                : "its events in %s do not make up for it: %s".formatted(Topic.EVENTS.topicName(), folded.gap());
    }
}
