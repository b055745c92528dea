package dev.windlass.runtime.topics;

import java.util.Collection;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** Where logs end now, with what is not committed. A consumer of committed records stops earlier while a transaction is open. */
public interface LogEnds extends AutoCloseable {
    /** @throws org.apache.kafka.common.KafkaException when no broker answers within about ten seconds, among others */
    Map<TopicPartition, Long> of(Collection<TopicPartition> partitions);

    @Override
    void close();
}
