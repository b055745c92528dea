package dev.windlass.schemas.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.io.Encoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;

/**
 * Writes a record of which most parts are the same objects as in the record before, such as the steps of an upgrade: the bytes of
 * those are remembered. Avro's binary form of a part does not depend on what is around it. Thread-safe.
 */
final class PartsWriter<T> extends SpecificDatumWriter<T> {
    private final Set<String> parts;
    private final Recent<SpecificRecord, byte[]> bytes;

    /** @param parts the names of records which nobody changes once they are in a record that is written */
    PartsWriter(Schema schema, SpecificData data, Set<String> parts) {
        super(schema, data);
        this.parts = Set.copyOf(parts);
        this.bytes = new Recent<>(part -> bytes(part, data));
    }

    private static byte[] bytes(SpecificRecord part, SpecificData data) {
        var bytes = new ByteArrayOutputStream(128);
        var encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
        try {
            new SpecificDatumWriter<>(part.getSchema(), data).write(part, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory does not fail", e);
        }
        return bytes.toByteArray();
    }

    @Override
    protected void writeRecord(Schema schema, Object datum, Encoder out) throws IOException {
        if (parts.contains(schema.getName())) {
            out.writeFixed(bytes.of((SpecificRecord) datum));
        } else {
            super.writeRecord(schema, datum, out);
        }
    }
}
