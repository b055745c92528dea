package dev.windlass.runtime.deadletters;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import dev.windlass.fuzzing.Cost;
import dev.windlass.runtime.codec.Codecs;
import dev.windlass.runtime.deadletters.DeadLetter.Reason;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a record's key and value are, and whatever is said about it, it can be put aside, and what was put aside can be read. */
@Timeout(300)
class DeadLettersFuzzTest {
    private static final Codecs CODECS = Codecs.FIXED;
    private static final DeadLetters LETTERS = new DeadLetters(
            CODECS.deadLetters()::encode,
            "planner",
            Clock.fixed(Instant.ofEpochMilli(1_700_000_000_123L), ZoneOffset.UTC));

    static List<Arguments> records() {
        return List.of(
                Arguments.of(bytes("demo"), bytes("hello"), "why"),
                Arguments.of(null, null, ""),
                Arguments.of(new byte[0], new byte[0], ""),
                Arguments.of(new byte[] {(byte) 0xc3, 0x28}, new byte[] {0, 'W', 'I', 'N'}, "not UTF-8"),
                Arguments.of(bytes("\uD83D\uDE00".repeat(600)), new byte[10_000], "\uD83D\uDE00".repeat(600)));
    }

    @MethodSource("records")
    @FuzzTest
    void shouldPutAside(byte @Nullable [] key, byte @Nullable [] value, @NotNull String why) throws Exception {
        var record = new ConsumerRecord<byte[], byte[]>("windlass.requests", 3, 17, key, value);
        var bytes = why.length() + (key == null ? 0 : key.length);
        Cost.of(bytes, 1 << 20, 20).bound(() -> {
            var letter = LETTERS.of(record, Reason.WRONG_KEY, why);
            var read = CODECS.deadLetters().decode(LETTERS.record(letter).value());
            assertThat(read.size()).isEqualTo(value == null ? -1 : value.length);
            assertThat(read.head())
                    .isEqualTo(value == null ? new byte[0] : Arrays.copyOf(value, Math.min(value.length, 4_096)));
            assertThat(read.message().length()).isLessThanOrEqualTo(DeadLetter.MOST_TEXT);
        });
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
