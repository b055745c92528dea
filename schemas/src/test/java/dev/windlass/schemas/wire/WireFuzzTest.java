package dev.windlass.schemas.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import dev.windlass.fuzzing.Cost;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.provider.MethodSource;

/** Any bytes in any topic: a record, or a DecodeFailure. */
@Timeout(300)
class WireFuzzTest {
    private static final List<Wire<?>> WIRES = Arrays.stream(Subject.values())
            .<Wire<?>>map(subject -> wire(subject, subject.recordClass()))
            .toList();

    static List<byte[]> golden() {
        return GoldenBytes.all().stream().map(GoldenBytes::bytes).toList();
    }

    @MethodSource("golden")
    @FuzzTest
    void shouldReadOrRefuse(byte @NotNull [] value) throws Exception {
        for (var wire : WIRES) {
            Cost.of(value.length, 8 << 20, 100).bound(() -> read(wire, value));
        }
    }

    private static <T extends SpecificRecord> void read(Wire<T> wire, byte[] value) {
        T record;
        try {
            record = wire.decode(value);
        } catch (DecodeFailure expected) {
            return;
        }
        try {
            var written = wire.encode(record);
            // Bytes, since Avro's own equals fails on instants in lists.
            assertArrayEquals(written, wire.encode(wire.decode(written)));
        } catch (TooLarge expected) {
            // What was not UTF-8 has become longer.
        } catch (DecodeFailure failure) {
            throw new AssertionError("it does not read what it wrote", failure);
        }
    }

    private static <T extends SpecificRecord> Wire<T> wire(Subject subject, Class<T> type) {
        return new Wire<>(subject, type, SchemaIds.FIXED);
    }
}
