package dev.windlass.runtime.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.windlass.core.cluster.ClusterName;
import dev.windlass.core.event.Event;
import dev.windlass.runtime.Steps;
import dev.windlass.runtime.TestKafka;
import dev.windlass.runtime.codec.Codecs;
import dev.windlass.runtime.topics.BrokerUnreachable;
import dev.windlass.runtime.topics.Home;
import dev.windlass.runtime.topics.KafkaConnection;
import dev.windlass.runtime.topics.Topic;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventReaderTest {
    private static final ClusterName A = new ClusterName("a");
    private static final ClusterName B = new ClusterName("b");

    @Test
    void shouldFollowOneClusterFromWhereItIsAsked(@TempDir Path directory) throws Exception {
        try (var kafka = TestKafka.start(directory)) {
            for (var number = 1; number <= 3; number++) {
                kafka.publish(Steps.record(A, number, new Event.UpgradePaused()));
                kafka.publish(Steps.record(B, number, new Event.UpgradePaused()));
            }
            var reader = new EventReader(kafka.connection(), kafka.topics(), Codecs.FIXED);
            List<Entry> all;
            try (var stream = reader.open(A, new From.Beginning())) {
                all = take(stream, 3);
                assertThat(numbers(all)).containsExactly(1L, 2L, 3L);
                assertThat(stream.caughtUp()).isTrue();
            }
            try (var stream = reader.open(A, new From.Offset(all.get(1).offset() + 1))) {
                assertThat(numbers(take(stream, 1))).containsExactly(3L);
            }
            try (var stream = reader.open(A, new From.Now())) {
                assertThat(stream.caughtUp()).isTrue();
                kafka.publish(Steps.record(A, 4, new Event.UpgradePlanned()));
                assertThat(numbers(take(stream, 1))).containsExactly(4L);
                kafka.publishBytes(Topic.EVENTS, kafka.topics().ensure().of(A), Home.key(A), new byte[] {9});
                assertThat(take(stream, 1)).hasOnlyElementsOfType(Entry.Unreadable.class);
            }
            shouldEndWhenClosedByAnother(reader);
            var elsewhere = KafkaConnection.to("nohost.invalid:9092");
            assertThatThrownBy(() ->
                            new EventReader(elsewhere, kafka.topics(), Codecs.FIXED).open(A, new From.Beginning()))
                    .as("the name of the broker is not known just now")
                    .isInstanceOf(BrokerUnreachable.class)
                    .hasMessageContaining("nohost.invalid:9092");
        }
    }

    private static void shouldEndWhenClosedByAnother(EventReader reader) throws Exception {
        var stream = reader.open(A, new From.Now());
        var polled = CompletableFuture.supplyAsync(() -> stream.poll(Duration.ofSeconds(30)));
        stream.close();
        assertThat(polled.get(10, TimeUnit.SECONDS)).isEmpty();
        assertThat(stream.poll(Duration.ofSeconds(30))).isEmpty();
    }

    private static List<Entry> take(EventStream stream, int count) {
        var deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        var found = new ArrayList<Entry>();
        while (found.size() < count && System.nanoTime() < deadline) {
            found.addAll(stream.poll(Duration.ofMillis(100)));
        }
        return found;
    }

    private static List<Long> numbers(List<Entry> entries) {
        return entries.stream()
                .map(entry -> ((Entry.Readable) entry).event().sequence())
                .toList();
    }
}
