package dev.windlass.runtime.planner;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import dev.windlass.fuzzing.Cost;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Any headers of a snapshot: an offset from 0, or nothing. */
@Timeout(300)
class InputHeadersFuzzTest {
    static List<Arguments> headers() {
        return List.of(
                Arguments.of("windlass.requests.next", ascii("17")),
                Arguments.of("windlass.reports.next", ascii("999999999999999999")),
                Arguments.of("windlass.reports.next", ascii("9223372036854775808")),
                Arguments.of("windlass.reports.next", ascii("-1")),
                Arguments.of(".next", new byte[0]),
                Arguments.of("windlass.requests.next", null),
                Arguments.of("ce_id", ascii("demo/state/4")));
    }

    @MethodSource("headers")
    @FuzzTest
    void shouldReadOrPassOver(@NotNull String key, byte @Nullable [] value) throws Exception {
        var headers = new RecordHeaders();
        headers.add(key, value);
        var snapshot = new ConsumerRecord<byte[], byte[]>(
                "windlass.state",
                0,
                0,
                0,
                TimestampType.CREATE_TIME,
                0,
                0,
                ascii("demo"),
                new byte[0],
                headers,
                Optional.empty());
        var bytes = key.length() + (value == null ? 0 : value.length);
        Cost.of(bytes, 1 << 16, 100).bound(() -> {
            var clusters = new Clusters();
            InputHeaders.read(snapshot, clusters);
            assertThat(clusters.inputs()).hasSizeLessThanOrEqualTo(1);
            for (Map.Entry<String, Long> input : clusters.inputs().entrySet()) {
                assertThat(key).isEqualTo(input.getKey() + ".next");
                assertThat(input.getValue()).isNotNegative();
            }
        });
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
