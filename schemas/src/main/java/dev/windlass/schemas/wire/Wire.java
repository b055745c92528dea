package dev.windlass.schemas.wire;

import dev.windlass.schemas.wire.DecodeFailure.Reason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;

/**
 * Records of one subject as bytes: a zero byte, four bytes of schema id, then Avro binary, as Confluent's serializers write it.
 * Thread-safe.
 *
 * @param <T> the record's class
 */
public final class Wire<T extends SpecificRecord> {
    /** The zero byte and the id. */
    public static final int FRAME_BYTES = 5;

    static {
        AvroGuards.set();
    }

    private final Subject subject;
    private final Class<T> recordClass;
    private final SchemaIds ids;
    private final SpecificDatumWriter<T> writer;
    private final Map<Schema, SpecificDatumReader<T>> readers = new ConcurrentHashMap<>();

    /** @throws ClassCastException when the class is not the one of the subject */
    public Wire(Subject subject, Class<T> recordClass, SchemaIds ids) {
        this(subject, recordClass, ids, Set.of());
    }

    /**
     * @param parts names of records inside this one which nobody changes once they were written, and which come again: each is
     *     turned into bytes once
     * @throws ClassCastException when the class is not the one of the subject
     */
    public Wire(Subject subject, Class<T> recordClass, SchemaIds ids, Set<String> parts) {
        if (subject.recordClass() != recordClass) {
            throw new ClassCastException(subject + " does not hold " + recordClass);
        }
        this.subject = subject;
        this.recordClass = recordClass;
        this.ids = ids;
        var data = SpecificData.getForClass(recordClass);
        this.writer = parts.isEmpty()
                ? new SpecificDatumWriter<>(subject.schema(), data)
                : new PartsWriter<>(subject.schema(), data, parts);
    }

    /** @throws TooLarge when no reader would take it */
    public byte[] encode(T value) {
        var bytes = new ByteArrayOutputStream(256);
        bytes.writeBytes(ByteBuffer.allocate(FRAME_BYTES)
                .put((byte) 0)
                .putInt(ids.written(subject))
                .array());
        var encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        try {
            writer.write(value, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory does not fail", e);
        }
        if (bytes.size() > subject.mostBytes()) {
            throw new TooLarge(subject, bytes.size());
        }
        return bytes.toByteArray();
    }

    /**
     * @param value may be null, as a record's value may
     * @throws DecodeFailure when it is not exactly one record of this subject, whatever else it is
     */
    public T decode(byte[] value) throws DecodeFailure {
        var released = frame(value);
        var decoder = DecoderFactory.get().binaryDecoder(value, FRAME_BYTES, value.length - FRAME_BYTES, null);
        T record;
        try {
            record = reader(released.schema()).read(null, decoder);
            if (decoder.isEnd()) {
                return record;
            }
        } catch (IOException | RuntimeException e) {
            throw new DecodeFailure(Reason.MALFORMED, "the bytes do not follow the schema: " + shortly(e), e);
        }
        throw new DecodeFailure(Reason.MALFORMED, "more bytes follow after the record");
    }

    private ReleasedSchema frame(byte[] value) throws DecodeFailure {
        if (value == null) {
            throw new DecodeFailure(Reason.TOMBSTONE, "there is no value");
        }
        if (value.length == 0) {
            throw new DecodeFailure(Reason.EMPTY, "the value is empty");
        }
        if (value.length > subject.mostBytes()) {
            throw new DecodeFailure(
                    Reason.OVERSIZED,
                    "%d bytes are more than the %d that are read".formatted(value.length, subject.mostBytes()));
        }
        if (value.length < FRAME_BYTES || value[0] != 0) {
            throw new DecodeFailure(Reason.NOT_FRAMED, "it does not begin with a zero byte and a schema id");
        }
        var id = ByteBuffer.wrap(value, 1, FRAME_BYTES - 1).getInt();
        var released = ids.understood(id)
                .orElseThrow(() -> new DecodeFailure(
                        Reason.UNKNOWN_SCHEMA,
                        "schema id %d is unknown here: a newer Windlass or something else wrote it".formatted(id)));
        if (released.subject() != subject) {
            throw new DecodeFailure(
                    Reason.WRONG_SCHEMA,
                    "schema id %d is of %s, not of %s"
                            .formatted(id, released.subject().subjectName(), subject.subjectName()));
        }
        return released;
    }

    private SpecificDatumReader<T> reader(Schema written) {
        return readers.computeIfAbsent(
                written,
                schema -> new SpecificDatumReader<>(schema, subject.schema(), SpecificData.getForClass(recordClass)));
    }

    private static String shortly(Exception failure) {
        var text = String.valueOf(failure.getMessage());
        return failure.getClass().getSimpleName() + ": "
                + (text.length() <= 200 ? text : text.substring(0, 200) + "...");
    }
}
