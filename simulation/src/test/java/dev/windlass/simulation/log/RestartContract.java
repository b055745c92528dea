package dev.windlass.simulation.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windlass.runtime.topics.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.RangeAssignor;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** A broker that is stopped and started again: what it acknowledged is there, and its clients go on by themselves. */
abstract class RestartContract extends LogContract {
    private static final TopicPartition EVENTS = partition(Topic.EVENTS, 2);

    @Test
    void shouldKeepWhatWasAcknowledgedAndTakeWhatIsSentAfterwards() throws Exception {
        run(() -> {
            var from = end(EVENTS);
            var producer = plain();
            var reader = reader(EVENTS, from);
            producer.send(record(EVENTS, "before")).get();
            assertThat(values(reader, 1)).containsExactly("before");
            underTest().restart();
            producer.send(record(EVENTS, "after")).get();

            assertThat(values(reader, 1)).containsExactly("after");
            assertThat(end(EVENTS)).isEqualTo(from + 2);
        });
    }

    @Test
    void shouldTakePartitionsAwayInGoodOrderOnly() throws Exception {
        run(() -> {
            var told = new Told();
            var member = joined("a", told);
            underTest().restart();
            plain().send(record(EVENTS, "after")).get();
            var found = new ArrayList<String>();
            until(() -> {
                found.addAll(valuesSoon(member));
                return told.owned.size() == LogUnderTest.PARTITIONS && found.contains("after");
            });

            assertThat(told.words).as("they may have to join anew").doesNotContain("lost 4");
        });
    }

    @Test
    void shouldFinishATransactionThatWasOpen() throws Exception {
        run(() -> {
            var from = end(EVENTS);
            var producer = begun("planner");
            producer.send(record(EVENTS, "one"));
            producer.flush();
            underTest().restart();
            producer.send(record(EVENTS, "two"));
            producer.commitTransaction();

            assertThat(values(reader(EVENTS, from), 2)).containsExactly("one", "two");
        });
    }

    @Test
    void shouldLetANewOwnerAbortATransactionThatWasOpen() throws Exception {
        run(() -> {
            var from = end(EVENTS);
            var former = begun("planner");
            former.send(record(EVENTS, "one"));
            former.flush();
            underTest().restart();
            var next = begun("planner");
            next.send(record(EVENTS, "two"));
            next.commitTransaction();

            assertThat(values(reader(EVENTS, from), 1)).containsExactly("two");
        });
    }

    @Test
    void shouldKeepOffsetsThatWereCommittedWithATransaction() throws Exception {
        run(() -> {
            var producer = plain();
            for (var value : List.of("0", "1", "2")) {
                producer.send(record(EVENTS, value)).get();
            }
            var member = joined("a", new Told());
            var transaction = begun("planner");
            var next = end(EVENTS) - 1;
            transaction.sendOffsetsToTransaction(Map.of(EVENTS, new OffsetAndMetadata(next)), member.groupMetadata());
            transaction.commitTransaction();
            member.close();
            underTest().restart();

            var heir = member("b", "group", RangeAssignor.class);
            heir.subscribe(List.of(Topic.EVENTS.topicName()), new Told());
            assertThat(values(heir, 1)).containsExactly("2");
        });
    }

    /** It has all partitions. */
    private Consumer<byte[], byte[]> joined(String process, Told told) {
        var member = member(process, "group", RangeAssignor.class);
        member.subscribe(List.of(Topic.EVENTS.topicName()), told);
        pollUntil(() -> told.owned.size() == LogUnderTest.PARTITIONS, List.of(member));
        return member;
    }
}
