package dev.windlass.runtime.planner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.windlass.clockwork.Clockwork;
import dev.windlass.runtime.topics.LogEnds;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.internals.AutoOffsetResetStrategy;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;

class TimeGateTest {
    private static final List<TopicPartition> FIRST = List.of(new TopicPartition("reports", 0));
    private static final List<TopicPartition> SECOND = List.of(new TopicPartition("reports", 1));
    private static final Instant T = Instant.parse("2026-03-01T10:00:00Z");
    private static final Duration UNANSWERED = Duration.ofSeconds(10);
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>(AutoOffsetResetStrategy.EARLIEST.name());
    private final Set<TopicPartition> away = new HashSet<>();
    private final Stopped time = new Stopped();
    private final Ends ends = new Ends();
    private final TimeGate gate = new TimeGate(consumer, ends, GRACE, time);
    private long end = 5;
    private Duration took = Duration.ZERO;

    TimeGateTest() {
        consumer.assign(List.of(FIRST.getFirst(), SECOND.getFirst()));
        consumer.seek(FIRST.getFirst(), 5);
        consumer.seek(SECOND.getFirst(), 5);
    }

    /** A second passes, and the loop has come round. */
    private void turn() {
        time.pass(Duration.ofSeconds(1));
        gate.turn();
    }

    private boolean isOpenAfterASecond() {
        turn();
        return gate.open(FIRST);
    }

    private int secondsUntilOpen(List<TopicPartition> partitions) {
        for (var second = 1; second < 60; second++) {
            turn();
            if (gate.open(partitions)) {
                return second;
            }
        }
        throw new AssertionError("it does not open");
    }

    @Test
    void shouldBeOpenWhereNothingWaits() {
        assertThat(isOpenAfterASecond()).isTrue();
        end = 6;
        assertThat(isOpenAfterASecond()).isFalse();
        consumer.seek(FIRST.getFirst(), 6);
        assertThat(isOpenAfterASecond()).isTrue();
    }

    @Test
    void shouldGiveActorsTimeAfterAPauseOfThisProcess() {
        assertThat(isOpenAfterASecond()).isTrue();
        time.pass(Duration.ofSeconds(7));
        assertThat(isOpenAfterASecond()).isFalse();
        assertThat(secondsUntilOpen(FIRST)).isEqualTo(5);
    }

    @Test
    void shouldNotCloseForHoursWhenTheClockIsSetBack() {
        gate.beQuiet();
        time.set(Duration.ofHours(-3));
        assertThat(secondsUntilOpen(FIRST)).isEqualTo(5);
        time.set(Duration.ofHours(-3));
        assertThat(isOpenAfterASecond()).isTrue();
    }

    /** Each lease looks as if it had run out then. */
    @Test
    void shouldGiveActorsTimeWhenTheClockIsSetForward() {
        assertThat(isOpenAfterASecond()).isTrue();
        time.set(Duration.ofHours(3));
        assertThat(isOpenAfterASecond()).isFalse();
        assertThat(secondsUntilOpen(FIRST)).isEqualTo(5);
    }

    /** However long nobody answered, it is only from then on that they can be heard. */
    @Test
    void shouldGiveActorsTimeFromWhenABrokerAnswersAgain() {
        away.addAll(FIRST);
        for (var second = 1; second < 40; second++) {
            assertThat(isOpenAfterASecond()).isFalse();
        }
        away.clear();
        var before = ends.asked;
        while (ends.asked == before) {
            assertThat(isOpenAfterASecond()).isFalse();
        }
        // In the next turn the answer is seen, and then actors are given their time.
        assertThat(secondsUntilOpen(FIRST)).isEqualTo(6);
    }

    @Test
    void shouldGiveActorsTimeWhereTheAnswerCameWithTheBroker() {
        took = Duration.ofSeconds(4);
        assertThat(isOpenAfterASecond()).isFalse();
        took = Duration.ZERO;
        assertThat(secondsUntilOpen(FIRST)).isEqualTo(7);
    }

    @Test
    void shouldNotHoldUpPartitionsForOneThatIsSilent() {
        away.addAll(FIRST);
        turn();
        assertThat(gate.open(FIRST)).isFalse();
        assertThat(time.waited()).as("waited").isEqualTo(UNANSWERED);
        assertThat(secondsUntilOpen(SECOND)).isLessThan(8);
        for (var second = 1; second < 60; second++) {
            turn();
            assertThat(gate.open(FIRST)).isFalse();
            assertThat(gate.open(SECOND)).isTrue();
        }
        assertThat(time.waited()).as("waited").isEqualTo(UNANSWERED);
        assertThat(ends.asked).as("goes on asking").isGreaterThan(60 + 5);
    }

    /** Nobody knows how long the others could not be heard either. */
    @Test
    void shouldGiveActorsTimeInAllPartitionsAfterAnOutage() {
        assertThat(isOpenAfterASecond()).isTrue();
        away.addAll(FIRST);
        away.addAll(SECOND);
        assertThat(isOpenAfterASecond()).isFalse();
        away.clear();
        assertThat(gate.open(SECOND)).isFalse();
        assertThat(secondsUntilOpen(SECOND)).isEqualTo(6);
    }

    /** The loop begins anew, and says why. */
    @Test
    void shouldNotPassOverWhatIsNoOutage() {
        away.addAll(FIRST);
        assertThat(isOpenAfterASecond()).isFalse();
        ends.refusal = new TopicAuthorizationException("reports");
        assertThat(isOpenAfterASecond()).isFalse();
        turn();
        assertThatThrownBy(() -> gate.open(FIRST))
                .isInstanceOf(KafkaException.class)
                .hasCause(ends.refusal);
    }

    private final class Ends implements LogEnds {
        private int asked;
        private KafkaException refusal = new TimeoutException("no broker");

        @Override
        public Map<TopicPartition, Long> of(Collection<TopicPartition> partitions) {
            asked++;
            if (partitions.stream().anyMatch(away::contains)) {
                time.await(UNANSWERED);
                throw refusal;
            }
            time.await(took);
            return partitions.stream().collect(Collectors.toMap(partition -> partition, partition -> end));
        }

        @Override
        public void close() {
            // It holds nothing.
        }
    }

    /** Its time is the test's. What a worker waits passes beside it. */
    private static final class Stopped implements Clockwork {
        private long nanos;
        private Duration set = Duration.ZERO;
        private Duration waited = Duration.ZERO;
        private boolean beside;

        void pass(Duration passed) {
            nanos += passed.toNanos();
        }

        void set(Duration further) {
            set = set.plus(further);
        }

        void await(Duration asked) {
            if (!beside) {
                pass(asked);
                waited = waited.plus(asked);
            }
        }

        /** How long the loop has waited. */
        Duration waited() {
            return waited;
        }

        @Override
        public Instant instant() {
            return T.plusNanos(nanos).plus(set);
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
            return new Thread(name) {
                @Override
                public void start() {
                    beside = true;
                    work.run();
                    beside = false;
                }
            };
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
