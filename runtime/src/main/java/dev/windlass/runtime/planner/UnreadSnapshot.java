package dev.windlass.runtime.planner;

import dev.windlass.schemas.wire.DecodeFailure;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A snapshot that can't be read. Where nothing can take its place it stays, and each takeover finds it again: so that it goes to the
 * dead letters once, it is written anew as it was, with a header that says that it is there.
 */
record UnreadSnapshot(ConsumerRecord<byte[], byte[]> record, DecodeFailure failure) {
    private static final String PUT_ASIDE = "windlass.put-aside";

    /** Whether the dead letters have it. */
    boolean isPutAside() {
        return record.headers().lastHeader(PUT_ASIDE) != null;
    }

    /** The same bytes and headers, to be written in the transaction that puts it aside. */
    ProducerRecord<byte[], byte[]> marked() {
        var marked = new ProducerRecord<>(
                record.topic(), record.partition(), record.key(), record.value(), record.headers());
        marked.headers().add(PUT_ASIDE, new byte[0]);
        return marked;
    }

    String words() {
        return "its snapshot can't be read (%s: %s)".formatted(failure.reason(), failure.getMessage());
    }
}
