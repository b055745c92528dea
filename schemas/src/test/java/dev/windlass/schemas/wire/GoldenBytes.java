package dev.windlass.schemas.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;

/** Records as they were written when their schema was released: hexadecimal, one file for each kind. */
record GoldenBytes(ReleasedSchema released, String kind, byte[] bytes) {
    private static final Path DIRECTORY = Path.of("src/test/resources/golden");

    static List<GoldenBytes> all() {
        return ReleasedSchemas.all().stream()
                .flatMap(released -> of(released).stream())
                .toList();
    }

    private static List<GoldenBytes> of(ReleasedSchema released) {
        return SampleRecords.kinds(released.schema()).stream()
                .map(kind -> read(released, kind.getName()))
                .toList();
    }

    private static GoldenBytes read(ReleasedSchema released, String kind) {
        try {
            var text = Files.readString(file(released, kind)).replaceAll("\\s", "");
            return new GoldenBytes(released, kind, HexFormat.of().parseHex(text));
        } catch (IOException e) {
            throw new AssertionError("golden bytes are missing: run WriteRelease", e);
        }
    }

    static void write(ReleasedSchema released) throws IOException {
        for (var sample : SampleRecords.of(released.schema())) {
            var file = file(released, SampleRecords.kindOf(sample));
            Files.createDirectories(file.getParent());
            var hex = HexFormat.of().formatHex(frame(released.id(), encode(sample, released.schema())));
            Files.writeString(file, hex.replaceAll("(.{1,64})", "$1\n"));
        }
    }

    /** The record by itself, without its frame. */
    byte[] body() {
        return java.util.Arrays.copyOfRange(bytes, Wire.FRAME_BYTES, bytes.length);
    }

    static byte[] encode(GenericData.Record record, Schema schema) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
        new GenericDatumWriter<GenericData.Record>(schema).write(record, encoder);
        encoder.flush();
        return bytes.toByteArray();
    }

    static GenericData.Record decode(byte[] body, Schema written, Schema read) throws IOException {
        var decoder = DecoderFactory.get().binaryDecoder(body, null);
        return new GenericDatumReader<GenericData.Record>(written, read).read(null, decoder);
    }

    private static byte[] frame(int id, byte[] body) {
        return ByteBuffer.allocate(Wire.FRAME_BYTES + body.length)
                .put((byte) 0)
                .putInt(id)
                .put(body)
                .array();
    }

    private static Path file(ReleasedSchema released, String kind) {
        var subject = released.subject().name().toLowerCase(Locale.ROOT).replace('_', '-');
        return DIRECTORY.resolve("v%d/%s.%s.hex".formatted(released.version(), subject, kind));
    }

    @Override
    public String toString() {
        return released.subject().subjectName() + " " + released.version() + " " + kind;
    }
}
