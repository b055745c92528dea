package dev.windlass.simulation.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.windlass.runtime.topics.Topic;
import dev.windlass.simulation.time.Crossing;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.RangeAssignor;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

/** What goes wrong with a simulated log, and what becomes of it. */
class SimulatedFaultsTest extends LogContract {
    private static final TopicPartition EVENTS = partition(Topic.EVENTS, 1);
    private static final List<String> TOPIC = List.of(Topic.EVENTS.topicName());

    private final List<String> durable = new ArrayList<>();
    private final SimulatedLog simulated = new SimulatedLog(
            1, (topic, partition, offset, key, value) -> durable.add(new String(value, StandardCharsets.UTF_8)));
    private final LogFaults faults = simulated.kafka.faults();

    @Override
    LogUnderTest log() {
        return simulated;
    }

    private Instant in(int seconds) {
        return simulated.time.instant().plusSeconds(seconds);
    }

    private Consumer<byte[], byte[]> subscribed(String process, Told told) {
        var member = member(process, "group", RangeAssignor.class);
        member.subscribe(TOPIC, told);
        return member;
    }

    private Consumer<byte[], byte[]> joined(String process, Told told) {
        var member = subscribed(process, told);
        pollUntil(() -> !told.owned.isEmpty(), List.of(member));
        return member;
    }

    // ---- answers

    @Test
    void shouldAppendOnceWhereTheAcknowledgementIsLost() throws Exception {
        run(() -> {
            faults.loseAnswers("somebody", in(3));
            var producer = brokers().producer("plain", Map.of(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000));
            // The first question for the topics is lost, too.
            var waited = elapsed(() -> {
                producer.send(record(EVENTS, "one"));
                faults.loseAnswers("somebody", in(3));
                producer.flush();
            });

            assertThat(waited).isBetween(Duration.ofSeconds(10), Duration.ofSeconds(11));
            assertThat(end(EVENTS)).isEqualTo(1);
            assertThat(durable).containsExactly("one");
        });
    }

    @Test
    void shouldNotKnowOfACommitWhoseAnswerIsLost() throws Exception {
        run(() -> {
            var producer = begun("planner");
            producer.send(record(EVENTS, "one"));
            faults.loseAnswers("somebody", in(20));

            assertThatThrownBy(producer::commitTransaction).isInstanceOf(TimeoutException.class);
            assertThat(durable).containsExactly("one");
            faults.loseAnswers(in(20));
            assertThatThrownBy(producer::commitTransaction).isInstanceOf(TimeoutException.class);
            assertThatThrownBy(producer::commitTransaction).isInstanceOf(TimeoutException.class);
            producer.commitTransaction();
            producer.beginTransaction();
            assertThat(durable).containsExactly("one");
            assertThat(end(EVENTS)).isEqualTo(2);
        });
    }

    // ---- away

    @Test
    void shouldTimeOutWhileNoBrokerIsThere() throws Exception {
        run(() -> {
            var a = new Told();
            var member = joined("a", a);
            var producer = begun("planner");
            producer.send(record(EVENTS, "one"));
            faults.away(in(25));

            assertThat(member.poll(POLL)).isEmpty();
            assertThatThrownBy(() -> end(EVENTS)).isInstanceOf(TimeoutException.class);
            assertThatThrownBy(producer::commitTransaction).isInstanceOf(TimeoutException.class);
            assertThat(durable).isEmpty();
            pollUntil(() -> simulated.time.elapsed().toSeconds() > 30, List.of(member));
            assertThat(a.words).as("nobody's session ended").containsExactly("assigned 4");
        });
    }

    @Test
    void shouldReplaceOneWhoIsNotHeard() throws Exception {
        run(() -> {
            var a = new Told();
            var b = new Told();
            var first = joined("a", a);
            var metadata = first.groupMetadata();
            faults.away("a", in(12));
            var second = member("b", "group", RangeAssignor.class);
            second.subscribe(TOPIC, b);
            pollUntil(() -> b.owned.size() == 4, List.of(first, second));
            var producer = begun("planner");
            assertThatThrownBy(
                            () -> producer.sendOffsetsToTransaction(Map.of(EVENTS, new OffsetAndMetadata(0)), metadata))
                    .isInstanceOf(CommitFailedException.class);
            assertThat(a.owned).as("it does not know").hasSize(4);

            pollUntil(() -> a.owned.size() == 2 && b.owned.size() == 2, List.of(first, second));
            assertThat(a.words).containsExactly("assigned 4", "lost 4", "assigned 2");
        });
    }

    @Test
    void shouldReplaceOneThatWasClosedWhileNoBrokerHeardIt() throws Exception {
        run(() -> {
            var first = joined("a", new Told());
            faults.away("a", in(3));
            first.close();
            var b = new Told();
            var second = member("b", "group", RangeAssignor.class);
            second.subscribe(TOPIC, b);
            pollUntil(() -> b.owned.size() == 4, List.of(second));

            assertThat(simulated.time.elapsed())
                    .as("its session, and not what a rebalance may take")
                    .isLessThan(Duration.ofSeconds(20));
        });
    }

    @Test
    void shouldReplaceOneWhoStandsStill() throws Exception {
        run(() -> {
            var a = new Told();
            var b = new Told();
            var first = joined("a", a);
            simulated.kafka.pause("a");
            var second = member("b", "group", RangeAssignor.class);
            second.subscribe(TOPIC, b);
            pollUntil(() -> b.owned.size() == 4, List.of(second));
            simulated.kafka.resume("a");

            pollUntil(() -> a.owned.size() == 2 && b.owned.size() == 2, List.of(first, second));
            assertThat(a.words).containsExactly("assigned 4", "lost 4", "assigned 2");
        });
    }

    @Test
    void shouldKeepOneWhoStandsStillForAShortTime() throws Exception {
        run(() -> {
            var a = new Told();
            var first = joined("a", a);
            simulated.kafka.pause("a");
            simulated.clockwork().sleep(Duration.ofSeconds(4));
            simulated.kafka.resume("a");
            pollUntil(() -> simulated.time.elapsed().toSeconds() > 20, List.of(first));

            assertThat(a.words).containsExactly("assigned 4");
        });
    }

    // ---- disks

    @Test
    void shouldLoseTheTailAndTakeItAgain() throws Exception {
        run(() -> {
            var producer = plain();
            producer.send(record(EVENTS, "kept")).get();
            var planner = begun("planner");
            faults.loseTail(Duration.ofSeconds(2), Duration.ofSeconds(3));
            var sent = IntStream.range(0, 5)
                    .mapToObj(i -> producer.send(record(EVENTS, "tail " + i)))
                    .toList();
            planner.send(record(EVENTS, "in a transaction"));
            simulated.clockwork().sleep(Duration.ofSeconds(1));
            assertThat(end(EVENTS)).as("nobody sees the tail").isEqualTo(1);
            assertThat(sent).noneMatch(java.util.concurrent.Future::isDone);
            simulated.clockwork().sleep(Duration.ofMillis(1_500));
            assertThat(simulated.kafka.partition(EVENTS).highWatermark()).isEqualTo(1);

            producer.flush();
            planner.commitTransaction();
            assertThat(durable)
                    .containsExactly("kept", "tail 0", "tail 1", "tail 2", "tail 3", "tail 4", "in a transaction");
            assertThat(values(reader(EVENTS, 0), 7)).containsExactlyInAnyOrderElementsOf(durable);
        });
    }

    @Test
    void shouldRefuseWhatIsWrittenWhileDisksAreFull() throws Exception {
        run(() -> {
            var planner = begun("planner");
            planner.send(record(EVENTS, "planned"));
            var producer = plain();
            faults.full(in(25));
            var sent = producer.send(record(EVENTS, "waits"));

            assertThatThrownBy(planner::commitTransaction).isInstanceOf(TimeoutException.class);
            assertThat(sent.isDone()).isFalse();
            assertThat(durable).isEmpty();
            producer.flush();
            // The brokers have aborted what was open for longer than its ten seconds.
            assertThatThrownBy(planner::commitTransaction).isInstanceOf(InvalidTxnStateException.class);
            assertThat(durable).containsExactly("waits");
        });
    }

    // ---- offsets and rebalances

    @Test
    void shouldDeliverAgainWhereOffsetsGoBack() throws Exception {
        run(() -> {
            for (var i = 0; i < 5; i++) {
                plain().send(record(EVENTS, String.valueOf(i))).get();
            }
            var first = subscribed("a", new Told());
            assertThat(values(first, 5)).hasSize(5);
            first.commitSync(Map.of(EVENTS, new OffsetAndMetadata(5)));
            first.close();
            faults.offsetsBack(named("group"), 2);
            var second = subscribed("b", new Told());
            assertThat(values(second, 2)).containsExactly("3", "4");
            second.close();
            faults.forgetOffsets(named("group"));
            assertThat(values(subscribed("c", new Told()), 5)).hasSize(5);
        });
    }

    @Test
    void shouldDeliverAgainToWhoReads() throws Exception {
        run(() -> {
            for (var i = 0; i < 5; i++) {
                plain().send(record(EVENTS, String.valueOf(i))).get();
            }
            var reader = subscribed("a", new Told());
            assertThat(values(reader, 5)).hasSize(5);
            reader.commitSync(Map.of(EVENTS, new OffsetAndMetadata(5)));
            faults.offsetsBack(named("group"), 2);
            assertThat(values(reader, 2)).containsExactly("3", "4");
            faults.forgetOffsets(named("group"));
            assertThat(values(reader, 5)).hasSize(5);
        });
    }

    @Test
    void shouldEndAStormWhenItIsHealed() throws Exception {
        run(() -> {
            var member = joined("a", new Told());
            faults.rebalance(named("group"), Duration.ofMillis(300), in(1_000));
            faults.heal();
            pollUntil(() -> simulated.time.elapsed().toSeconds() > 15, List.of(member));
            var generation = member.groupMetadata().generationId();
            pollUntil(() -> simulated.time.elapsed().toSeconds() > 30, List.of(member));

            assertThat(member.groupMetadata().generationId()).isEqualTo(generation);
        });
    }

    @Test
    void shouldSettleAfterAStormOfRebalances() throws Exception {
        run(() -> {
            var a = new Told();
            var b = new Told();
            var first = joined("a", a);
            var second = member("b", "group", RangeAssignor.class);
            second.subscribe(TOPIC, b);
            faults.rebalance(named("group"), Duration.ofMillis(300), in(10));
            pollUntil(() -> simulated.time.elapsed().toSeconds() > 15, List.of(first, second));
            var generation = first.groupMetadata().generationId();
            pollUntil(() -> simulated.time.elapsed().toSeconds() > 30, List.of(first, second));

            assertThat(generation).isGreaterThan(8);
            assertThat(first.groupMetadata().generationId()).isEqualTo(generation);
            assertThat(a.owned).hasSize(2).doesNotContainAnyElementsOf(b.owned);
            assertThat(b.owned).hasSize(2);
        });
    }

    // ---- crossings

    /** What a fault throws. */
    private static final class Struck extends Error {
        private static final long serialVersionUID = 1L;
    }

    private Producer<byte[], byte[]> struckAt(String point) {
        Crossing crossing = at -> {
            if (at.equals(point)) {
                throw new Struck();
            }
        };
        return simulated
                .brokers("struck", crossing)
                .producer("struck", Map.of(ProducerConfig.TRANSACTIONAL_ID_CONFIG, named("planner")));
    }

    @Test
    void shouldStandWhereAThreadEndsInTheMiddle() throws Exception {
        for (var point : List.of("log.send.before", "log.send.after", "log.commit.before", "log.commit.after")) {
            run(() -> {
                durable.clear();
                var producer = struckAt(point);
                producer.initTransactions();
                producer.beginTransaction();
                assertThatThrownBy(() -> {
                            producer.send(record(EVENTS, "struck"));
                            producer.commitTransaction();
                        })
                        .isInstanceOf(Struck.class);
                simulated.kafka.kill("struck");
                assertThat(durable).hasSize(point.equals("log.commit.after") ? 1 : 0);

                var next = begun("planner");
                next.send(record(EVENTS, "next"));
                next.commitTransaction();
                assertThat(durable).endsWith("next");
                assertThat(values(reader(EVENTS, 0), 1)).isNotEmpty();
            });
        }
    }

    @Test
    void shouldCrossInPollsAndSends() throws Exception {
        run(() -> {
            var crossed = new ArrayList<String>();
            var brokers = simulated.brokers("crossing", crossed::add);
            var producer = brokers.producer("plain", Map.of());
            producer.send(record(EVENTS, "one")).get();
            var consumer = brokers.consumer("reader", Map.of());
            consumer.assign(List.of(EVENTS));
            consumer.poll(POLL);

            assertThat(crossed)
                    .containsExactly("log.send.before", "log.send.after", "log.poll.before", "log.poll.after");
        });
    }
}
