package dev.windlass.simulation.log;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.metrics.KafkaMetric;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/** What both simulated producers do, and the refusal of all that the product has no use for. */
abstract class RefusingProducer implements Producer<byte[], byte[]> {
    private static final String REFUSAL = "the simulated log has no such thing";

    /** A record that is on its way, and who is told. */
    record Pending(Draft draft, @Nullable Callback callback, CompletableFuture<RecordMetadata> future, long deadline) {
        void succeed(Entry entry) {
            var metadata = new RecordMetadata(
                    draft.partition().name(),
                    entry.offset(),
                    0,
                    draft.timestamp(),
                    draft.key() == null ? -1 : draft.key().length,
                    draft.value() == null ? -1 : draft.value().length);
            future.complete(metadata);
            if (callback != null) {
                callback.onCompletion(metadata, null);
            }
        }

        void fail(Exception failure) {
            future.completeExceptionally(failure);
            if (callback != null) {
                callback.onCompletion(new RecordMetadata(draft.partition().name(), -1, -1, -1, -1, -1), failure);
            }
        }
    }

    private final Link link;
    private final long deliveryNanos;
    private int turn;

    RefusingProducer(Link link, long deliveryNanos) {
        this.link = link;
        this.deliveryNanos = deliveryNanos;
    }

    Link link() {
        return link;
    }

    Pending pending(ProducerRecord<byte[], byte[]> record, @Nullable Callback callback) {
        var timestamp = record.timestamp();
        var draft = new Draft(
                partition(record),
                record.key(),
                record.value(),
                record.headers().toArray(),
                timestamp == null ? link.clockwork().instant().toEpochMilli() : timestamp);
        return new Pending(draft, callback, new CompletableFuture<>(), link.nanos() + deliveryNanos);
    }

    private Partition partition(ProducerRecord<byte[], byte[]> record) {
        var kafka = link.kafka();
        var number = record.partition();
        if (number == null) {
            var count = kafka.partitions(record.topic());
            byte @Nullable [] key = record.key();
            number = key == null ? turn++ % count : Utils.toPositive(Utils.murmur2(key)) % count;
        }
        return kafka.partition(new org.apache.kafka.common.TopicPartition(record.topic(), number));
    }

    static @Nullable RecordTooLargeException tooLarge(Pending pending) {
        var draft = pending.draft();
        return draft.bytes() <= draft.partition().mostBytes()
                ? null
                : new RecordTooLargeException(
                        "The request included a message larger than the max message size the" + " server will accept.");
    }

    @Override
    public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record) {
        return send(record, null);
    }

    @Override
    public abstract Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, @Nullable Callback callback);

    @Override
    public void close() {
        close(Duration.ofMillis(Long.MAX_VALUE));
    }

    // ---- transactions, for those that have none

    @Override
    public void initTransactions() {
        throw notTransactional();
    }

    @Override
    public void beginTransaction() {
        throw notTransactional();
    }

    @Override
    public void sendOffsetsToTransaction(
            Map<org.apache.kafka.common.TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata group) {
        throw notTransactional();
    }

    @Override
    public void commitTransaction() {
        throw notTransactional();
    }

    @Override
    public void abortTransaction() {
        throw notTransactional();
    }

    private static IllegalStateException notTransactional() {
        return new IllegalStateException("Cannot use transactional methods without enabling transactions by setting"
                + " the transactional.id configuration property");
    }

    // ---- refused

    @Override
    public List<PartitionInfo> partitionsFor(String topic) {
        throw new UnsupportedOperationException(REFUSAL);
    }

    @Override
    public Map<MetricName, ? extends Metric> metrics() {
        throw new UnsupportedOperationException(REFUSAL);
    }

    @Override
    public void registerMetricForSubscription(KafkaMetric metric) {
        throw new UnsupportedOperationException(REFUSAL);
    }

    @Override
    public void unregisterMetricFromSubscription(KafkaMetric metric) {
        throw new UnsupportedOperationException(REFUSAL);
    }

    @Override
    public Uuid clientInstanceId(Duration timeout) {
        throw new UnsupportedOperationException(REFUSAL);
    }
}
