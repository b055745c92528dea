package dev.windlass.runtime.topics;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/** Asked with an admin client. */
final class AdminLogEnds implements LogEnds {
    private final Admin admin;

    AdminLogEnds(KafkaConnection connection) {
        this.admin = connection.admin();
    }

    @Override
    public Map<TopicPartition, Long> of(Collection<TopicPartition> partitions) {
        var latest =
                partitions.stream().collect(Collectors.toMap(Function.identity(), partition -> OffsetSpec.latest()));
        var withUncommitted = new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED);
        var ends = new HashMap<TopicPartition, Long>();
        Answers.of(admin.listOffsets(latest, withUncommitted).all())
                .forEach((partition, end) -> ends.put(partition, end.offset()));
        return ends;
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(1));
    }
}
