package dev.windlass.runtime.planner;

import dev.windlass.core.cluster.ClusterName;
import dev.windlass.core.cluster.InvalidValue;
import dev.windlass.runtime.codec.Codecs;
import dev.windlass.runtime.topics.Home;
import dev.windlass.schemas.wire.DecodeFailure;
import java.nio.charset.StandardCharsets;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is read of one partition of windlass.state: the newest record of each cluster counts. For one thread. */
final class PartitionReading {
    private static final Logger LOG = LoggerFactory.getLogger(PartitionReading.class);

    private final Codecs codecs;
    private final Home home;
    private final Clusters clusters = new Clusters();
    private final SortedMap<ClusterName, UnreadSnapshot> unread = new TreeMap<>();

    PartitionReading(Codecs codecs, Home home) {
        this.codecs = codecs;
        this.home = home;
    }

    Clusters clusters() {
        return clusters;
    }

    /** Those whose newest snapshot can't be read. */
    SortedMap<ClusterName, UnreadSnapshot> unread() {
        return unread;
    }

    void take(ConsumerRecord<byte[], byte[]> record) {
        ClusterName cluster;
        try {
            cluster = new ClusterName(new String(record.key(), StandardCharsets.UTF_8));
        } catch (InvalidValue | NullPointerException e) {
            LOG.warn(
                    "{}-{} offset {} has no cluster's name as its key: passed over",
                    record.topic(),
                    record.partition(),
                    record.offset());
            return;
        }
        clusters.forget(cluster);
        unread.remove(cluster);
        InputHeaders.read(record, clusters);
        if (record.value() == null) {
            return;
        }
        try {
            clusters.put(codecs.states().decode(record.value()));
            if (home.of(cluster) != record.partition()) {
                clusters.stop(
                        cluster,
                        "its state is in partition %d, from when the topics had another number of partitions"
                                .formatted(record.partition()));
            }
        } catch (DecodeFailure e) {
            unread.put(cluster, new UnreadSnapshot(record, e));
        }
    }
}
