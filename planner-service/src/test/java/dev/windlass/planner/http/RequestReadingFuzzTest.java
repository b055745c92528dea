package dev.windlass.planner.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import dev.windlass.fuzzing.Cost;
import dev.windlass.runtime.codec.Codecs;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.provider.MethodSource;

/** Any body and any cursor: read, or a no that whoever asked is told; and what was read can be published. */
@Timeout(300)
class RequestReadingFuzzTest {
    static List<String> bodies() {
        return List.of(
                "{\"id\":\"r1\",\"cluster\":\"demo\",\"kind\":\"upgrade\",\"target\":\"v1.20.2\",\"reason\":\"why\",\"requestedBy\":\"me\",\"policy\":{\"drainDeadlineSeconds\":60,\"stableForSeconds\":5,\"deleteEmptyDirData\":true,\"deleteUnmanagedPods\":false}}",
                "{\"cluster\":\"demo\",\"kind\":\"plan\",\"target\":\"1.20.2\",\"planDigest\":\""
                        + "0123456789abcdef".repeat(4) + "\"}",
                "{\"cluster\":\"demo\",\"kind\":\"pause\",\"reason\":\"why\"}",
                "{\"cluster\":\"demo\",\"kind\":\"plan\",\"target\":\"1.20.2\",\"policy\":{\"drainDeadlineSeconds\":-2147483648}}",
                "{\"cluster\":\"demo\",\"kind\":\"plan\",\"target\":\"1.20.2\",\"policy\":{\"stableForSeconds\":1e99}}",
                "{\"kind\":\"upgrade\",\"x\":1}",
                "{\"kind\":7}",
                "0-17",
                "999999999-999999999999999999",
                "[".repeat(5_000),
                "{\"a\":".repeat(5_000));
    }

    @MethodSource("bodies")
    @FuzzTest
    void shouldReadOrSayNo(@NotNull String body) throws Exception {
        Cost.of(body.length(), 4 << 20, 1_000).bound(() -> {
            try {
                var request = RequestReading.read(body);
                var codec = Codecs.FIXED.requests();
                assertThat(codec.decode(codec.encode(request))).isEqualTo(request);
            } catch (RuntimeException failure) {
                saysNo(failure);
            }
            try {
                assertThat(Cursor.parse(body).toString()).isNotEmpty();
            } catch (RuntimeException failure) {
                saysNo(failure);
            }
        });
    }

    private static void saysNo(RuntimeException failure) {
        var problem = ApiProblem.of(failure).orElseThrow(() -> failure);
        assertThat(problem.response().code()).isEqualTo(400);
    }
}
