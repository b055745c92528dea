package dev.windlass.simulation.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.windlass.runtime.topics.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.RangeAssignor;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.junit.jupiter.api.Test;

/** Records and transactions, as the product relies on them. */
abstract class TransactionContract extends LogContract {
    private static final TopicPartition EVENTS = partition(Topic.EVENTS, 1);
    private static final TopicPartition STATE = partition(Topic.STATE, 1);
    private static final TopicPartition REQUESTS = partition(Topic.REQUESTS, 2);

    // ---- plain records

    @Test
    void shouldKeepTheOrderInWhichAProducerSends() throws Exception {
        run(() -> {
            var from = end(EVENTS);
            var producer = plain();
            var acknowledged = new ArrayList<Long>();
            var sent = IntStream.range(0, 300).mapToObj(String::valueOf).toList();
            for (var value : sent) {
                producer.send(record(EVENTS, value), (metadata, failure) -> {
                    synchronized (acknowledged) {
                        acknowledged.add(metadata.offset());
                    }
                });
            }
            producer.flush();

            assertThat(acknowledged)
                    .isEqualTo(IntStream.range(0, 300).mapToObj(i -> from + i).toList());
            assertThat(values(reader(EVENTS, from), 300)).isEqualTo(sent);
        });
    }

    @Test
    void shouldKeepKeyValueHeadersAndTime() throws Exception {
        run(() -> {
            var from = end(STATE);
            var headers = List.<org.apache.kafka.common.header.Header>of(new RecordHeader("kind", bytes("a kind")));
            var sent = plain().send(new ProducerRecord<>(
                            STATE.topic(), STATE.partition(), 1_700_000_000_123L, bytes("demo"), null, headers))
                    .get();

            var read = records(reader(STATE, from), 1).getFirst();

            assertThat(sent.offset()).isEqualTo(from);
            assertThat(read.offset()).isEqualTo(from);
            assertThat(read.key()).isEqualTo(bytes("demo"));
            assertThat(read.value()).isNull();
            assertThat(read.timestamp()).isEqualTo(1_700_000_000_123L);
            assertThat(read.headers().lastHeader("kind").value()).isEqualTo(bytes("a kind"));
        });
    }

    @Test
    void shouldTakeADeadLetterWithoutAPartition() throws Exception {
        run(() -> {
            var deadLetters = partition(Topic.DEAD_LETTERS, 0);
            var from = end(deadLetters);
            var producer = begun("claims");
            producer.send(new ProducerRecord<>(deadLetters.topic(), null, null, bytes("without a key")));
            producer.send(new ProducerRecord<>(deadLetters.topic(), null, bytes("demo"), bytes("with a key")));
            producer.commitTransaction();

            assertThat(values(reader(deadLetters, from), 2)).containsExactly("without a key", "with a key");
        });
    }

    // ---- what readers of committed records see

    @Test
    void shouldShowATransactionOnlyWhenItIsCommitted() throws Exception {
        run(() -> {
            var from = end(EVENTS);
            var reader = reader(EVENTS, from);
            var producer = begun("planner");
            producer.send(record(EVENTS, "one"));
            producer.send(record(EVENTS, "two"));
            producer.flush();

            assertThat(valuesSoon(reader)).isEmpty();
            producer.commitTransaction();
            assertThat(values(reader, 2)).containsExactly("one", "two");
        });
    }

    @Test
    void shouldPassOverWhatWasAborted() throws Exception {
        run(() -> {
            var from = end(EVENTS);
            var reader = reader(EVENTS, from);
            var producer = begun("planner");
            producer.send(record(EVENTS, "aborted"));
            producer.flush();
            producer.abortTransaction();
            producer.beginTransaction();
            producer.send(record(EVENTS, "committed"));
            producer.commitTransaction();

            assertThat(values(reader, 1)).containsExactly("committed");
            until(() -> {
                reader.poll(POLL);
                return reader.position(EVENTS) == end(EVENTS);
            });
            // Two records, and a marker for each transaction.
            assertThat(end(EVENTS)).isEqualTo(from + 4);
        });
    }

    @Test
    void shouldHoldBackEverythingBehindAnOpenTransaction() throws Exception {
        run(() -> {
            var from = end(EVENTS);
            var reader = reader(EVENTS, from);
            var producer = begun("planner");
            producer.send(record(EVENTS, "open"));
            producer.flush();
            plain().send(record(EVENTS, "plain")).get();

            assertThat(valuesSoon(reader)).isEmpty();
            assertThat(reader.position(EVENTS)).isEqualTo(from);
            assertThat(reader.endOffsets(List.of(EVENTS))).containsEntry(EVENTS, from);
            assertThat(end(EVENTS)).as("with what is not committed").isEqualTo(from + 2);
            producer.commitTransaction();
            assertThat(values(reader, 2)).containsExactly("open", "plain");
        });
    }

    @Test
    void shouldCommitNothingWithoutATrace() throws Exception {
        run(() -> {
            var from = end(EVENTS);
            var producer = begun("planner");
            producer.commitTransaction();
            producer.beginTransaction();
            producer.abortTransaction();
            producer.beginTransaction();
            producer.sendOffsetsToTransaction(Map.of(), new ConsumerGroupMetadata(named("group")));
            producer.commitTransaction();

            assertThat(end(EVENTS)).isEqualTo(from);
        });
    }

    // ---- fencing

    @Test
    void shouldFenceTheOlderProducerAndAbortWhatItLeftOpen() throws Exception {
        run(() -> {
            var from = end(EVENTS);
            var older = begun("planner");
            older.send(record(EVENTS, "older"));
            older.flush();
            var newer = begun("planner");
            newer.send(record(EVENTS, "newer"));

            assertThatThrownBy(older::commitTransaction).isInstanceOf(ProducerFencedException.class);
            newer.commitTransaction();
            assertThat(values(reader(EVENTS, from), 1)).containsExactly("newer");
            assertThatThrownBy(older::beginTransaction).isInstanceOf(ProducerFencedException.class);
        });
    }

    @Test
    void shouldTakeNothingFromAFencedProducer() throws Exception {
        run(() -> {
            var from = end(EVENTS);
            var older = begun("planner");
            older.commitTransaction();
            var newer = begun("planner");
            older.beginTransaction();

            assertThatThrownBy(() -> {
                        older.send(record(EVENTS, "older"));
                        older.commitTransaction();
                    })
                    .isInstanceOf(InvalidProducerEpochException.class);
            newer.send(record(EVENTS, "newer"));
            newer.commitTransaction();
            assertThat(values(reader(EVENTS, from), 1)).containsExactly("newer");
        });
    }

    @Test
    void shouldRefuseOffsetsOfAFencedProducer() throws Exception {
        run(() -> {
            var older = begun("planner");
            transactional("planner").initTransactions();

            assertThatThrownBy(() -> older.sendOffsetsToTransaction(
                            Map.of(REQUESTS, new OffsetAndMetadata(7)), new ConsumerGroupMetadata(named("group"))))
                    .isInstanceOf(ProducerFencedException.class);
        });
    }

    /** Its brokers have aborted what it had open; it does not know. */
    private Producer<byte[], byte[]> timedOut(long from) throws Exception {
        var reader = reader(EVENTS, from);
        var producer = transactional("planner", Duration.ofSeconds(1));
        producer.initTransactions();
        producer.beginTransaction();
        producer.send(record(EVENTS, "late"));
        producer.flush();
        plain().send(record(EVENTS, "plain")).get();
        assertThat(values(reader, 1)).containsExactly("plain");
        return producer;
    }

    @Test
    void shouldAbortWhatIsOpenForTooLong() throws Exception {
        run(() -> {
            var producer = timedOut(end(EVENTS));

            assertThatThrownBy(producer::commitTransaction).isInstanceOf(InvalidTxnStateException.class);
            assertThatThrownBy(producer::beginTransaction)
                    .isInstanceOf(KafkaException.class)
                    .hasRootCauseInstanceOf(InvalidTxnStateException.class);
        });
    }

    @Test
    void shouldGoOnAfterAbortingWhatTheBrokersHaveAborted() throws Exception {
        run(() -> {
            var from = end(EVENTS);
            var producer = timedOut(from);

            producer.abortTransaction();
            producer.beginTransaction();
            producer.send(record(EVENTS, "next"));
            producer.commitTransaction();
            assertThat(values(reader(EVENTS, from), 2)).containsExactly("plain", "next");
        });
    }

    @Test
    void shouldTakeNothingMoreForWhatTheBrokersHaveAborted() throws Exception {
        run(() -> {
            var from = end(EVENTS);
            var producer = timedOut(from);
            producer.send(record(EVENTS, "too late"));

            assertThatThrownBy(producer::commitTransaction).isInstanceOf(InvalidProducerEpochException.class);
            plain().send(record(EVENTS, "end")).get();
            assertThat(values(reader(EVENTS, from), 2)).containsExactly("plain", "end");
        });
    }

    @Test
    void shouldTakeNoOffsetsForWhatTheBrokersHaveAborted() throws Exception {
        run(() -> {
            var producer = timedOut(end(EVENTS));

            assertThatThrownBy(() -> producer.sendOffsetsToTransaction(
                            Map.of(REQUESTS, new OffsetAndMetadata(7)), new ConsumerGroupMetadata(named("group"))))
                    .isInstanceOf(ProducerFencedException.class);
        });
    }

    @Test
    void shouldDemandTheOrderOfCalls() throws Exception {
        run(() -> {
            assertThatThrownBy(transactional("planner")::beginTransaction).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(plain()::beginTransaction).isInstanceOf(IllegalStateException.class);
            var producer = begun("planner");
            assertThatThrownBy(producer::beginTransaction).isInstanceOf(IllegalStateException.class);
            producer.abortTransaction();
            assertThatThrownBy(() -> producer.send(record(EVENTS, "outside")))
                    .isInstanceOf(IllegalStateException.class);
        });
    }

    // ---- offsets in transactions

    private Consumer<byte[], byte[]> joined(String process, Told told) {
        var member = member(process, "group", RangeAssignor.class);
        member.subscribe(List.of(Topic.REQUESTS.topicName()), told);
        pollUntil(() -> !told.owned.isEmpty(), List.of(member));
        return member;
    }

    private static Map<TopicPartition, OffsetAndMetadata> at(long offset) {
        return Map.of(REQUESTS, new OffsetAndMetadata(offset));
    }

    private void fill(int records) throws Exception {
        var producer = plain();
        for (var i = 0; i < records; i++) {
            producer.send(record(REQUESTS, named(String.valueOf(i)))).get();
        }
    }

    @Test
    void shouldBeginWhereTheTransactionSaysThatTheGroupIs() throws Exception {
        run(() -> {
            fill(3);
            var next = end(REQUESTS) - 1;
            var first = joined("a", new Told());
            var producer = begun("planner");
            producer.send(record(EVENTS, "event"));
            producer.sendOffsetsToTransaction(at(next), first.groupMetadata());
            producer.commitTransaction();
            producer.beginTransaction();
            producer.sendOffsetsToTransaction(at(0), first.groupMetadata());
            producer.abortTransaction();
            first.close();

            var second = joined("b", new Told());

            assertThat(second.committed(Set.of(REQUESTS))).containsEntry(REQUESTS, new OffsetAndMetadata(next));
            until(() -> {
                second.poll(POLL);
                return second.position(REQUESTS) == next + 1;
            });
            assertThat(second.committed(Set.of(partition(Topic.REPORTS, 0))).get(partition(Topic.REPORTS, 0)))
                    .isNull();
        });
    }

    @Test
    void shouldTellNoOffsetsThatATransactionMayStillChange() throws Exception {
        run(() -> {
            fill(2);
            var next = end(REQUESTS) - 1;
            var member = joined("a", new Told());
            var producer = begun("planner");
            producer.sendOffsetsToTransaction(at(next), member.groupMetadata());

            assertThatThrownBy(() -> member.committed(Set.of(REQUESTS), Duration.ofSeconds(1)))
                    .isInstanceOf(TimeoutException.class);
            producer.commitTransaction();
            assertThat(member.committed(Set.of(REQUESTS))).containsEntry(REQUESTS, new OffsetAndMetadata(next));
        });
    }

    @Test
    void shouldRefuseOffsetsOfAnOlderGeneration() throws Exception {
        run(() -> {
            var told = new Told();
            var first = joined("a", told);
            var older = first.groupMetadata();
            var second = member("b", "group", RangeAssignor.class);
            var toldSecond = new Told();
            second.subscribe(List.of(Topic.REQUESTS.topicName()), toldSecond);
            pollUntil(() -> told.owned.size() == 2 && toldSecond.owned.size() == 2, List.of(first, second));
            var producer = begun("planner");
            producer.send(record(EVENTS, "stale"));

            assertThatThrownBy(() -> producer.sendOffsetsToTransaction(at(1), older))
                    .isInstanceOf(CommitFailedException.class);
            producer.abortTransaction();
            producer.beginTransaction();
            producer.sendOffsetsToTransaction(at(1), first.groupMetadata());
            producer.commitTransaction();
        });
    }

    @Test
    void shouldRefuseOffsetsOfOneWhoHasLeft() throws Exception {
        run(() -> {
            var first = joined("a", new Told());
            var left = first.groupMetadata();
            var second = member("b", "group", RangeAssignor.class);
            var told = new Told();
            second.subscribe(List.of(Topic.REQUESTS.topicName()), told);
            first.close();
            pollUntil(() -> told.owned.size() == LogUnderTest.PARTITIONS, List.of(second));
            Producer<byte[], byte[]> producer = begun("planner");

            assertThatThrownBy(() -> producer.sendOffsetsToTransaction(at(1), left))
                    .isInstanceOf(CommitFailedException.class);
        });
    }
}
