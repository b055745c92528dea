package dev.windlass.runtime.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import dev.windlass.fuzzing.Cost;
import dev.windlass.runtime.deadletters.DeadLetter;
import dev.windlass.schemas.wire.DecodeFailure;
import dev.windlass.schemas.wire.TooLarge;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.provider.MethodSource;

/** Any bytes as the value of any record: what the core knows, or a DecodeFailure. What was read can be written and read again. */
@Timeout(300)
class CodecsFuzzTest {
    private static final Codecs CODECS = Codecs.FIXED;

    static List<byte[]> samples() {
        var letter = new DeadLetter(
                "windlass.requests",
                3,
                17,
                DeadLetter.Reason.MALFORMED,
                "why",
                Instant.ofEpochMilli(1_700_000_000_123L),
                5,
                Optional.of("demo"),
                new byte[] {1, 2, 3});
        return Stream.concat(
                        CodecsTest.samples().stream().map(CodecsFuzzTest::bytes),
                        Stream.of(CODECS.deadLetters().encode(letter)))
                .toList();
    }

    private static <C> byte[] bytes(CodecsTest.Sample<C> sample) {
        return sample.codec().encode(sample.value());
    }

    @MethodSource("samples")
    @FuzzTest
    void shouldReadOrRefuse(byte @NotNull [] value) throws Exception {
        Cost.of(value.length, 32 << 20, 300).bound(() -> {
            read(CODECS.requests(), value);
            read(CODECS.events(), value);
            read(CODECS.reports(), value);
            read(CODECS.states(), value);
            read(CODECS.deadLetters(), value);
        });
    }

    private static <C> void read(Codec<C> codec, byte[] value) {
        C core;
        try {
            core = codec.decode(value);
        } catch (DecodeFailure expected) {
            return;
        }
        try {
            // Bytes, since a dead letter holds an array.
            var written = codec.encode(core);
            assertArrayEquals(written, codec.encode(codec.decode(written)));
        } catch (TooLarge expected) {
            // What was not UTF-8 has become longer.
        } catch (DecodeFailure failure) {
            throw new AssertionError("it does not read what it wrote", failure);
        }
    }
}
