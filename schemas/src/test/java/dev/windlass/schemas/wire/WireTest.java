package dev.windlass.schemas.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.windlass.schemas.EventRecord;
import dev.windlass.schemas.Report;
import dev.windlass.schemas.Request;
import dev.windlass.schemas.ToSteer;
import dev.windlass.schemas.Verb;
import dev.windlass.schemas.wire.DecodeFailure.Reason;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class WireTest {
    private final Wire<Request> requests = new Wire<>(Subject.REQUEST, Request.class, SchemaIds.FIXED);
    private final Wire<EventRecord> events = new Wire<>(Subject.EVENT, EventRecord.class, SchemaIds.FIXED);

    @Test
    void shouldFrameAsConfluentDoes() {
        var bytes = requests.encode(steer("why"));
        assertThat(ByteBuffer.wrap(bytes).get()).isZero();
        assertThat(ByteBuffer.wrap(bytes, 1, 4).getInt())
                .isEqualTo(ReleasedSchemas.newest(Subject.REQUEST).id());
        assertThat(new String(bytes, 1, 3, java.nio.charset.StandardCharsets.US_ASCII))
                .isEqualTo("WIN");
    }

    @Test
    void shouldReadWhatItWrote() throws DecodeFailure {
        assertThat(requests.decode(requests.encode(steer("why")))).isEqualTo(steer("why"));
    }

    @Test
    void shouldSayWhatIsWrongWithEachKindOfBadRecord() {
        var good = requests.encode(steer("why"));
        var report = framed(ReleasedSchemas.newest(Subject.REPORT).id(), new byte[] {1, 2, 3});
        assertThat(reason(null)).isEqualTo(Reason.TOMBSTONE);
        assertThat(reason(new byte[0])).isEqualTo(Reason.EMPTY);
        assertThat(reason(new byte[Subject.REQUEST.mostBytes() + 1])).isEqualTo(Reason.OVERSIZED);
        assertThat(reason("hello".getBytes(java.nio.charset.StandardCharsets.US_ASCII)))
                .isEqualTo(Reason.NOT_FRAMED);
        assertThat(reason(new byte[] {0, 1})).isEqualTo(Reason.NOT_FRAMED);
        assertThat(reason(framed(17, new byte[] {1}))).isEqualTo(Reason.UNKNOWN_SCHEMA);
        assertThat(reason(report)).isEqualTo(Reason.WRONG_SCHEMA);
        assertThat(reason(Arrays.copyOf(good, good.length - 1))).isEqualTo(Reason.MALFORMED);
        assertThat(reason(Arrays.copyOf(good, good.length + 1))).isEqualTo(Reason.MALFORMED);
    }

    @Test
    void shouldRefuseToWriteWhatNobodyWouldRead() {
        var large = steer("x".repeat(Subject.REQUEST.mostBytes()));
        assertThatThrownBy(() -> requests.encode(large))
                .isInstanceOf(TooLarge.class)
                .hasMessageContaining("262144");
    }

    @Test
    void shouldWriteTheIdsOfARegistryAndStillReadTheFixedOnes() throws DecodeFailure {
        var registered = SchemaIds.registered(Map.of(ReleasedSchemas.newest(Subject.REQUEST), 7));
        var wire = new Wire<>(Subject.REQUEST, Request.class, registered);
        assertThat(ByteBuffer.wrap(wire.encode(steer("why")), 1, 4).getInt()).isEqualTo(7);
        assertThat(wire.decode(wire.encode(steer("why")))).isEqualTo(steer("why"));
        assertThat(wire.decode(requests.encode(steer("why")))).isEqualTo(steer("why"));
    }

    @Test
    void shouldRefuseAClassThatIsNotTheSubjects() {
        assertThatThrownBy(() -> new Wire<>(Subject.REQUEST, Report.class, SchemaIds.FIXED))
                .isInstanceOf(ClassCastException.class);
    }

    @Test
    void shouldFailInNoOtherWayWhateverTheBytesAre() {
        var random = new Random(7);
        var golden = GoldenBytes.all().stream()
                .filter(bytes -> bytes.released().subject() == Subject.EVENT)
                .toList();
        Assertions.assertTimeout(Duration.ofSeconds(20), () -> {
            for (var round = 0; round < 40_000; round++) {
                decodeQuietly(mutated(golden.get(round % golden.size()).bytes(), random));
            }
        });
    }

    private void decodeQuietly(byte[] bytes) {
        try {
            events.decode(bytes);
        } catch (DecodeFailure expected) {
            assertThat(expected.reason()).isNotNull();
        }
    }

    private static byte[] mutated(byte[] original, Random random) {
        var bytes = Arrays.copyOf(original, Wire.FRAME_BYTES + random.nextInt(original.length - Wire.FRAME_BYTES + 1));
        for (var i = random.nextInt(6); i > 0 && bytes.length > Wire.FRAME_BYTES; i--) {
            bytes[Wire.FRAME_BYTES + random.nextInt(bytes.length - Wire.FRAME_BYTES)] = (byte) random.nextInt(256);
        }
        return bytes;
    }

    private Reason reason(byte[] value) {
        return catchThrowableOfType(DecodeFailure.class, () -> requests.decode(value))
                .reason();
    }

    private static byte[] framed(int id, byte[] body) {
        return ByteBuffer.allocate(5 + body.length)
                .put((byte) 0)
                .putInt(id)
                .put(body)
                .array();
    }

    private static Request steer(String reason) {
        return Request.newBuilder()
                .setId("r1")
                .setCluster("a")
                .setWhat(new ToSteer(Verb.PAUSE))
                .setReason(reason)
                .build();
    }
}
