package dev.windlass.runtime.topics;

import dev.windlass.core.cluster.ClusterName;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Utils;

/**
 * Where the records about a cluster are: in the same partition number of every topic, by the hash that Java's producers use. Other
 * clients' producers hash otherwise (librdkafka's default is CRC32), so a request may arrive elsewhere; the planner moves it.
 *
 * @param partitions how many there are
 */
public record Home(int partitions) {
    public int of(ClusterName cluster) {
        return of(key(cluster));
    }

    public int of(byte[] key) {
        return Utils.toPositive(Utils.murmur2(key)) % partitions;
    }

    /** The key of a record about this cluster. */
    public static byte[] key(ClusterName cluster) {
        return cluster.text().getBytes(StandardCharsets.UTF_8);
    }
}
