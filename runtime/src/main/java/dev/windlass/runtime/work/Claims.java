package dev.windlass.runtime.work;

import dev.windlass.core.report.Report.Said;
import dev.windlass.runtime.deadletters.DeadLetter;
import dev.windlass.runtime.deadletters.DeadLetters;
import dev.windlass.runtime.topics.Brokers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.TopicPartition;

/**
 * Claims steps: the report and the offset are one short transaction, so that a step is claimed by the member that reads its partition,
 * once, or by nobody. Used by the actor's thread only.
 */
final class Claims implements AutoCloseable {
    private final Producer<byte[], byte[]> producer;
    private final ReportRecords records;
    private final DeadLetters deadLetters;

    Claims(Brokers brokers, ActorSettings settings, ReportRecords records, DeadLetters deadLetters) {
        this.records = records;
        this.deadLetters = deadLetters;
        var id = settings.group() + "-" + settings.instance();
        this.producer = brokers.producer(
                id,
                Map.of(
                        ProducerConfig.TRANSACTIONAL_ID_CONFIG, id,
                        // While a claim is open the planner reads no further, so a dead actor's must end soon.
                        ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, 5_000,
                        ProducerConfig.RETRY_BACKOFF_MS_CONFIG, 5,
                        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000,
                        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 10_000,
                        ProducerConfig.MAX_BLOCK_MS_CONFIG, 10_000));
    }

    void begin() {
        producer.initTransactions();
    }

    void commit(
            List<Task> tasks,
            List<DeadLetter> letters,
            Map<TopicPartition, OffsetAndMetadata> offsets,
            ConsumerGroupMetadata group) {
        producer.beginTransaction();
        tasks.forEach(task -> producer.send(records.record(records.report(task, new Said.Claimed()))));
        letters.forEach(letter -> producer.send(deadLetters.record(letter)));
        producer.sendOffsetsToTransaction(offsets, group);
        producer.commitTransaction();
    }

    @Override
    public void close() {
        producer.close(Duration.ZERO);
    }
}
