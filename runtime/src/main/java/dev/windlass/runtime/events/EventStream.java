package dev.windlass.runtime.events;

import dev.windlass.core.cluster.ClusterName;
import dev.windlass.core.event.EventRecord;
import dev.windlass.runtime.codec.Codec;
import dev.windlass.runtime.topics.Home;
import dev.windlass.runtime.topics.KafkaConnection;
import dev.windlass.schemas.wire.DecodeFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;

/**
 * The events of one cluster, in order, committed ones only. Polled by one thread at a time; may be closed by any, also while another
 * polls.
 */
public final class EventStream implements AutoCloseable {
    private final ClusterName cluster;
    private final byte[] key;
    private final TopicPartition partition;
    private final Consumer<byte[], byte[]> consumer;
    private final Codec<EventRecord> codec;
    private final long endWhenOpened;
    private final Object turn = new Object();
    private volatile boolean closed;
    private volatile long position;

    EventStream(
            ClusterName cluster,
            TopicPartition partition,
            Consumer<byte[], byte[]> consumer,
            Codec<EventRecord> codec,
            long endWhenOpened) {
        this.cluster = cluster;
        this.key = Home.key(cluster);
        this.partition = partition;
        this.consumer = consumer;
        this.codec = codec;
        this.endWhenOpened = endWhenOpened;
        this.position = consumer.position(partition);
    }

    /**
     * The next events, as soon as there are some; none when there are none within {@code atMost}, or when the stream was closed.
     * Brokers that are away are waited for.
     */
    public List<Entry> poll(Duration atMost) {
        synchronized (turn) {
            if (closed) {
                return List.of();
            }
            var entries = new ArrayList<Entry>();
            try {
                for (var record : consumer.poll(atMost)) {
                    if (Arrays.equals(record.key(), key)) {
                        entries.add(entry(record));
                    }
                }
                position = consumer.position(partition, Duration.ofSeconds(1));
            } catch (WakeupException e) {
                return List.of();
            }
            return entries;
        }
    }

    /** Whether everything was polled that was there when the stream was opened. */
    public boolean caughtUp() {
        return position >= endWhenOpened;
    }

    /** Where reading goes on: a cursor for {@link From.Offset}. */
    public long position() {
        return position;
    }

    public ClusterName cluster() {
        return cluster;
    }

    @Override
    public void close() {
        closed = true;
        consumer.wakeup();
        synchronized (turn) {
            KafkaConnection.drop(consumer);
        }
    }

    private Entry entry(ConsumerRecord<byte[], byte[]> record) {
        try {
            return new Entry.Readable(record.offset(), codec.decode(record.value()));
        } catch (DecodeFailure e) {
            return new Entry.Unreadable(record.offset(), e.reason() + ": " + e.getMessage());
        }
    }
}
