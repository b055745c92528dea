package dev.windlass.cli.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import dev.windlass.fuzzing.Cost;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever answers at the service's address. */
@Timeout(300)
class AnswersFuzzTest {
    static List<byte[]> streams() {
        return Stream.of(
                        "id: 0-17\ndata: {\"sequence\":3,\"at\":\"2026-03-01T10:00:00Z\",\"type\":\"StepStarted\"}\n\n",
                        ":\n\n: alive\r\ndata:a\r\ndata: b\r\n\r\n",
                        "data: [1]\n\nid\n\ndata\n\nevent: x\nid:\ndata:\n\n",
                        "data: {\"sequence\":1e999999999,\"at\":\"x\",\"type\":7}\n\n",
                        "<html>\n")
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    /** Every event arrives before the end, and the end arrives. */
    @MethodSource("streams")
    @FuzzTest
    void shouldFollowToTheEnd(byte @NotNull [] body) throws Exception {
        Cost.of(body.length, 4 << 20, 2_000).bound(() -> {
            var items = items(body);
            assertThat(items.size()).isLessThanOrEqualTo(body.length);
            items.forEach(item -> Event.of(item).ifPresent(event -> {
                assertThat(event.at()).isNotNull();
                var ending = Ending.of(event);
                assertThat(ending.isEmpty() || ending.get().number() >= 0).isTrue();
            }));
        });
    }

    private static List<EventFeed.Item> items(byte[] body) {
        var items = new ArrayList<EventFeed.Item>();
        try (var feed = new EventFeed(new ByteArrayInputStream(body))) {
            while (true) {
                items.add(feed.next(Duration.ofSeconds(20)).orElseThrow());
            }
        } catch (Unanswered ended) {
            assertThat(ended.reason()).contains("the connection was closed");
        }
        return items;
    }

    static List<String> bodies() {
        return List.of(
                "{\"cluster\":\"a\",\"sequence\":5,\"status\":\"running\",\"ended\":false,\"waits\":[\"x\"],\"upgrade\":{\"id\":\"a-1\",\"steps\":3},\"nodes\":[{\"node\":\"n1\",\"since\":\"2026-03-01T10:00:00Z\"}]}",
                "{\"cluster\":\"a\",\"hops\":[{\"number\":1,\"revisions\":{\"n1\":\"1.20.2-00\"}}],\"nodes\":[{}],\"steps\":[{\"hop\":1}],\"warnings\":[1]}",
                "{\"code\":\"invalid-value\",\"detail\":\"x\",\"status\":400}",
                "{\"sequence\":99999999999999999999,\"ended\":\"x\",\"waits\":{},\"nodes\":[null,1],\"hops\":[1e99999],\"steps\":[[]]}",
                "{\"at\":\"+1000000000-12-31T23:59:59.999999999Z\",\"code\":null}",
                "[".repeat(5_000),
                "{\"a\":".repeat(5_000));
    }

    @MethodSource("bodies")
    @FuzzTest
    void shouldReadAnyAnswer(@NotNull String body) throws Exception {
        Cost.of(body.length(), 4 << 20, 2_000).bound(() -> {
            Json.parse(body).ifPresent(json -> {
                assertThat(ClusterStatus.of(json).nodes()).isNotNull();
                assertThat(PlanDocument.of(json).steps()).isNotNull();
                assertThat(Ending.of(Json.text(json, "status"))).isNotNull();
                assertThat(Json.pretty(json)).isNotEmpty();
            });
            Problem.of(400, body)
                    .ifPresent(problem -> assertThat(problem.failure().code()).isEqualTo(ExitCode.USAGE));
            assertThat(Problem.notWindlass(ServerAddress.LOCAL, 200, body).getMessage())
                    .hasSizeLessThan(400);
        });
    }
}
