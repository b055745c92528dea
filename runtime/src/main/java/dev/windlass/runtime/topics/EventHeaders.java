package dev.windlass.runtime.topics;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * What the headers of a record say: CloudEvents attributes as its Kafka binding names them (binary mode), and a W3C trace context.
 * A tool without Avro sees from them what a record is.
 *
 * @param kind follows "dev.windlass." in ce_type
 * @param id unique together with the source
 * @param source who wrote it
 * @param subject the cluster
 * @param trace all records with the same text here are of one trace: an upgrade, or a request that is not one yet
 */
public record EventHeaders(String kind, String id, String source, String subject, Instant at, String trace) {
    private static final int TRACE_BYTES = 16;
    private static final int SPAN_BYTES = 8;

    public static EventHeaders of(String kind, String id, String source, String subject, Instant at) {
        return new EventHeaders(kind, id, source, subject, at, id);
    }

    public List<Header> headers() {
        var headers = new ArrayList<Header>();
        add(headers, "ce_specversion", "1.0");
        add(headers, "ce_id", id);
        add(headers, "ce_type", "dev.windlass." + kind);
        add(headers, "ce_source", "/windlass/" + source);
        add(headers, "ce_subject", subject);
        add(headers, "ce_time", at.toString());
        add(headers, "content-type", "application/avro");
        // Made of names, not of chance: every copy of Windlass puts an upgrade into the same trace, and nothing must be
        // remembered.
        add(headers, "traceparent", "00-" + digest(trace, TRACE_BYTES) + "-" + digest(id, SPAN_BYTES) + "-01");
        return headers;
    }

    private static void add(List<Header> headers, String key, String value) {
        headers.add(new RecordHeader(key, value.getBytes(StandardCharsets.UTF_8)));
    }

    private static String digest(String text, int bytes) {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
