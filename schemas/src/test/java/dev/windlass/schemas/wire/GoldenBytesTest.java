package dev.windlass.schemas.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GoldenBytesTest {
    @ParameterizedTest
    @MethodSource("golden")
    void shouldComeBackIdenticalFromTheSchemaThatWroteIt(GoldenBytes golden) throws IOException {
        var schema = golden.released().schema();
        var record = GoldenBytes.decode(golden.body(), schema, schema);
        assertThat(SampleRecords.kindOf(record)).isEqualTo(golden.kind());
        assertThat(GoldenBytes.encode(record, schema)).isEqualTo(golden.body());
    }

    @ParameterizedTest
    @MethodSource("golden")
    void shouldBeReadByTheNewestClasses(GoldenBytes golden) throws Exception {
        var wire = wire(golden.released().subject());
        var record = wire.decode(golden.bytes());
        assertThat(record).isInstanceOf(golden.released().subject().recordClass());
        if (golden.released().equals(ReleasedSchemas.newest(golden.released().subject()))) {
            assertThat(wire.encode(record)).isEqualTo(golden.bytes());
        }
    }

    @ParameterizedTest
    @MethodSource("golden")
    void shouldBeReadableByTheReleasedSchemaWhenTheNewestWrites(GoldenBytes golden) throws Exception {
        var subject = golden.released().subject();
        var wire = wire(subject);
        var writtenNow = wire.encode(wire.decode(golden.bytes()));
        var body = java.util.Arrays.copyOfRange(writtenNow, Wire.FRAME_BYTES, writtenNow.length);
        var readThen =
                GoldenBytes.decode(body, subject.schema(), golden.released().schema());
        assertThat(GoldenBytes.encode(readThen, golden.released().schema())).isEqualTo(golden.body());
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    static Wire<SpecificRecord> wire(Subject subject) {
        return (Wire<SpecificRecord>) new Wire(subject, subject.recordClass(), SchemaIds.FIXED);
    }

    static List<GoldenBytes> golden() {
        return GoldenBytes.all();
    }
}
