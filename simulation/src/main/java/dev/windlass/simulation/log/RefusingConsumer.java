package dev.windlass.simulation.log;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.clients.consumer.SubscriptionPattern;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.metrics.KafkaMetric;

/** The short forms of what a simulated consumer can do, and the refusal of all that the product has no use for. */
abstract class RefusingConsumer implements Consumer<byte[], byte[]> {
    private final Duration usual;

    /** @param usualNanos how long a call may take that does not say */
    RefusingConsumer(long usualNanos) {
        this.usual = Duration.ofNanos(usualNanos);
    }

    // ---- short forms

    @Override
    public void seek(TopicPartition partition, OffsetAndMetadata offset) {
        seek(partition, offset.offset());
    }

    @Override
    public long position(TopicPartition partition) {
        return position(partition, usual);
    }

    @Override
    public Map<TopicPartition, Long> endOffsets(Collection<TopicPartition> partitions) {
        return endOffsets(partitions, usual);
    }

    @Override
    public Map<TopicPartition, OffsetAndMetadata> committed(Set<TopicPartition> partitions) {
        return committed(partitions, usual);
    }

    @Override
    public void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets) {
        commitSync(offsets, usual);
    }

    @Override
    public void close() {
        close(CloseOptions.timeout(usual));
    }

    /** Deprecated in Kafka, and still demanded by its interface. */
    @Override
    @Deprecated
    public void close(Duration timeout) {
        close(CloseOptions.timeout(timeout));
    }

    // ---- refused

    private static UnsupportedOperationException refusal() {
        return new UnsupportedOperationException("the simulated log has no such thing");
    }

    @Override
    public void subscribe(Collection<String> topics) {
        throw refusal();
    }

    @Override
    public void subscribe(Pattern pattern, ConsumerRebalanceListener listener) {
        throw refusal();
    }

    @Override
    public void subscribe(Pattern pattern) {
        throw refusal();
    }

    @Override
    public void subscribe(SubscriptionPattern pattern, ConsumerRebalanceListener listener) {
        throw refusal();
    }

    @Override
    public void subscribe(SubscriptionPattern pattern) {
        throw refusal();
    }

    @Override
    public void unsubscribe() {
        throw refusal();
    }

    @Override
    public void commitSync() {
        throw refusal();
    }

    @Override
    public void commitSync(Duration timeout) {
        throw refusal();
    }

    @Override
    public void commitAsync() {
        throw refusal();
    }

    @Override
    public void commitAsync(OffsetCommitCallback callback) {
        throw refusal();
    }

    @Override
    public void commitAsync(Map<TopicPartition, OffsetAndMetadata> offsets, OffsetCommitCallback callback) {
        throw refusal();
    }

    @Override
    public void registerMetricForSubscription(KafkaMetric metric) {
        throw refusal();
    }

    @Override
    public void unregisterMetricFromSubscription(KafkaMetric metric) {
        throw refusal();
    }

    @Override
    public Uuid clientInstanceId(Duration timeout) {
        throw refusal();
    }

    @Override
    public Map<MetricName, ? extends Metric> metrics() {
        throw refusal();
    }

    @Override
    public List<PartitionInfo> partitionsFor(String topic) {
        throw refusal();
    }

    @Override
    public List<PartitionInfo> partitionsFor(String topic, Duration timeout) {
        throw refusal();
    }

    @Override
    public Map<String, List<PartitionInfo>> listTopics() {
        throw refusal();
    }

    @Override
    public Map<String, List<PartitionInfo>> listTopics(Duration timeout) {
        throw refusal();
    }

    @Override
    public Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(Map<TopicPartition, Long> timestamps) {
        throw refusal();
    }

    @Override
    public Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(
            Map<TopicPartition, Long> timestamps, Duration timeout) {
        throw refusal();
    }

    @Override
    public Map<TopicPartition, Long> beginningOffsets(Collection<TopicPartition> partitions) {
        throw refusal();
    }

    @Override
    public Map<TopicPartition, Long> beginningOffsets(Collection<TopicPartition> partitions, Duration timeout) {
        throw refusal();
    }

    @Override
    public OptionalLong currentLag(TopicPartition partition) {
        throw refusal();
    }

    @Override
    public void enforceRebalance() {
        throw refusal();
    }

    @Override
    public void enforceRebalance(String reason) {
        throw refusal();
    }
}
