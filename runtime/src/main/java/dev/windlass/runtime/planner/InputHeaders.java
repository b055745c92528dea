package dev.windlass.runtime.planner;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * What of the inputs is in a snapshot, in its headers. Brokers forget the offsets of a group that nobody was in for a week; without
 * this, a planner that comes back later would answer all requests that are kept a second time.
 */
final class InputHeaders {
    private static final String NEXT = ".next";

    private InputHeaders() {}

    static ProducerRecord<byte[], byte[]> add(ProducerRecord<byte[], byte[]> snapshot, Map<String, Long> inputs) {
        inputs.forEach((topic, next) ->
                snapshot.headers().add(topic + NEXT, String.valueOf(next).getBytes(StandardCharsets.US_ASCII)));
        return snapshot;
    }

    static void read(ConsumerRecord<byte[], byte[]> snapshot, Clusters clusters) {
        for (var header : snapshot.headers()) {
            // Kafka lets a header have no value.
            var text = header.value() == null ? "" : new String(header.value(), StandardCharsets.US_ASCII);
            if (header.key().endsWith(NEXT) && text.matches("[0-9]{1,18}")) {
                var topic = header.key().substring(0, header.key().length() - NEXT.length());
                clusters.readUpTo(topic, Long.parseLong(text));
            }
        }
    }
}
