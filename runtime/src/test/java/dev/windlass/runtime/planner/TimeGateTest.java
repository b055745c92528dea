package dev.windlass.runtime.planner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windlass.clockwork.Clockwork;
import dev.windlass.runtime.topics.LogEnds;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.internals.AutoOffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class TimeGateTest {
    private static final TopicPartition REPORTS = new TopicPartition("reports", 0);
    private static final List<TopicPartition> ALL = List.of(REPORTS);
    private static final Instant T = Instant.parse("2026-03-01T10:00:00Z");

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>(AutoOffsetResetStrategy.EARLIEST.name());
    private long end = 5;
    private boolean away;
    private int asked;
    private Duration took = Duration.ZERO;
    private long nanos;

    private final TimeGate gate = new TimeGate(
            consumer,
            new LogEnds() {
                @Override
                public Map<TopicPartition, Long> of(Collection<TopicPartition> partitions) {
                    asked++;
                    nanos += took.toNanos();
                    if (away) {
                        throw new TimeoutException("no broker");
                    }
                    return Map.of(REPORTS, end);
                }

                @Override
                public void close() {
                    // It holds nothing.
                }
            },
            Duration.ofSeconds(5),
            new Stopped());

    TimeGateTest() {
        consumer.assign(ALL);
        consumer.seek(REPORTS, 5);
    }

    private boolean isOpen(int second) {
        gate.turn(T.plusSeconds(second));
        return gate.open(ALL, T.plusSeconds(second));
    }

    @Test
    void shouldBeOpenWhereNothingWaits() {
        assertThat(isOpen(1)).isTrue();
        end = 6;
        assertThat(isOpen(2)).isFalse();
        consumer.seek(REPORTS, 6);
        assertThat(isOpen(3)).isTrue();
    }

    @Test
    void shouldGiveActorsTimeAfterAPauseOfThisProcess() {
        assertThat(isOpen(1)).isTrue();
        assertThat(isOpen(9)).isFalse();
        assertThat(isOpen(11)).isFalse();
        assertThat(isOpen(14)).isTrue();
    }

    /** However long nobody answered, it is only from then on that they can be heard. */
    @Test
    void shouldGiveActorsTimeFromWhenABrokerAnswersAgain() {
        away = true;
        for (var second = 1; second < 40; second++) {
            assertThat(isOpen(second)).isFalse();
        }
        away = false;
        var before = asked;
        var second = 39;
        while (asked == before) {
            assertThat(isOpen(++second)).isFalse();
        }
        var answered = second;
        while (!isOpen(++second)) {
            assertThat(second).isLessThan(60);
        }
        assertThat(second).isEqualTo(answered + 6);
    }

    @Test
    void shouldGiveActorsTimeWhereTheAnswerCameWithTheBroker() {
        took = Duration.ofSeconds(4);
        assertThat(isOpen(1)).isFalse();
        took = Duration.ZERO;
        for (var second = 2; second < 7; second++) {
            assertThat(isOpen(second)).as("at %s", second).isFalse();
        }
        assertThat(isOpen(7)).isTrue();
    }

    /** Its clock is the test's. */
    private final class Stopped implements Clockwork {
        @Override
        public Instant instant() {
            return T;
        }

        @Override
        public long nanoTime() {
            return nanos;
        }

        @Override
        public void parkNanos(long nanos) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Thread worker(String name, Runnable work) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Thread loop(String name, Runnable work) {
            throw new UnsupportedOperationException();
        }

        @Override
        public String randomId() {
            throw new UnsupportedOperationException();
        }
    }
}
