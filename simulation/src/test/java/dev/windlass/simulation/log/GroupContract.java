package dev.windlass.simulation.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.windlass.runtime.topics.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.RangeAssignor;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.junit.jupiter.api.Test;

/** Consumers and their groups, as the product relies on them. */
abstract class GroupContract extends LogContract {
    private static final List<String> INPUTS = List.of(Topic.REQUESTS.topicName(), Topic.REPORTS.topicName());
    private static final List<String> EVENTS = List.of(Topic.EVENTS.topicName());
    private static final TopicPartition EVENTS_0 = partition(Topic.EVENTS, 0);
    private static final TopicPartition EVENTS_3 = partition(Topic.EVENTS, 3);
    private static final int ALL = LogUnderTest.PARTITIONS;

    // ---- a consumer by itself

    @Test
    void shouldReadFromWhereItIsTold() throws Exception {
        run(() -> {
            var from = end(EVENTS_3);
            var producer = plain();
            for (var value : List.of("0", "1", "2", "3")) {
                producer.send(record(EVENTS_3, value)).get();
            }
            var reader = reader(EVENTS_3, from + 2);

            assertThat(reader.position(EVENTS_3)).isEqualTo(from + 2);
            assertThat(reader.endOffsets(List.of(EVENTS_3))).containsEntry(EVENTS_3, from + 4);
            assertThat(values(reader, 2)).containsExactly("2", "3");
            assertThat(reader.position(EVENTS_3)).isEqualTo(from + 4);
            reader.seekToBeginning(List.of(EVENTS_3));
            assertThat(reader.position(EVENTS_3)).isZero();
            assertThat(values(reader, (int) from + 4)).hasSize((int) from + 4);
            assertThatThrownBy(() -> reader.position(EVENTS_0)).isInstanceOf(IllegalStateException.class);
        });
    }

    @Test
    void shouldReadNothingOfWhatIsPaused() throws Exception {
        run(() -> {
            var from = end(EVENTS_3);
            var reader = reader(EVENTS_3, from);
            reader.pause(List.of(EVENTS_3));
            plain().send(record(EVENTS_3, "one")).get();

            assertThat(reader.paused()).containsExactly(EVENTS_3);
            assertThat(valuesSoon(reader)).isEmpty();
            assertThat(reader.position(EVENTS_3)).isEqualTo(from);
            reader.resume(List.of(EVENTS_3));
            assertThat(reader.paused()).isEmpty();
            assertThat(values(reader, 1)).containsExactly("one");
            assertThatThrownBy(() -> reader.pause(List.of(EVENTS_0))).isInstanceOf(IllegalStateException.class);
        });
    }

    @Test
    void shouldWakeUp() throws Exception {
        run(() -> {
            var reader = reader(EVENTS_3, 0);
            reader.wakeup();
            assertThatThrownBy(() -> reader.poll(Duration.ofSeconds(30))).isInstanceOf(WakeupException.class);
            reader.close();
            assertThatThrownBy(() -> reader.poll(POLL)).isInstanceOf(IllegalStateException.class);
        });
    }

    @Test
    void shouldWaitForRecordsNoLongerThanItIsTold() throws Exception {
        run(() -> {
            var reader = reader(EVENTS_3, end(EVENTS_3));
            reader.poll(POLL);

            var waited = elapsed(
                    () -> assertThat(reader.poll(Duration.ofMillis(400))).isEmpty());

            assertThat(waited).isBetween(Duration.ofMillis(390), Duration.ofSeconds(10));
        });
    }

    // ---- a group of range

    private static Set<Integer> numbers(Told told, Topic topic) {
        return told.owned.stream()
                .filter(partition -> partition.topic().equals(topic.topicName()))
                .map(TopicPartition::partition)
                .collect(Collectors.toSet());
    }

    @Test
    void shouldGiveTheSameNumbersOfBothTopicsToOneMember() throws Exception {
        run(() -> {
            var a = new Told();
            var b = new Told();
            var first = member("a", "group", RangeAssignor.class);
            first.subscribe(INPUTS, a);
            assertThat(first.groupMetadata().generationId()).isNegative();
            pollUntil(() -> a.owned.size() == 2 * ALL, List.of(first));
            var generation = first.groupMetadata().generationId();
            var second = member("b", "group", RangeAssignor.class);
            second.subscribe(INPUTS, b);
            pollUntil(() -> b.owned.size() == ALL && a.owned.size() == ALL, List.of(first, second));

            assertThat(a.words).containsExactly("assigned 8", "revoked 8", "assigned 4");
            assertThat(b.words).containsExactly("assigned 4");
            assertThat(numbers(a, Topic.REQUESTS)).isEqualTo(numbers(a, Topic.REPORTS));
            assertThat(numbers(b, Topic.REQUESTS)).isEqualTo(numbers(b, Topic.REPORTS));
            assertThat(first.assignment()).doesNotContainAnyElementsOf(second.assignment());
            assertThat(first.groupMetadata().generationId()).isGreaterThan(generation);
            assertThat(second.groupMetadata().generationId())
                    .isEqualTo(first.groupMetadata().generationId());
        });
    }

    @Test
    void shouldLeaveAtOnceWhenItCloses() throws Exception {
        run(() -> {
            var a = new Told();
            var b = new Told();
            var first = member("a", "group", RangeAssignor.class);
            first.subscribe(EVENTS, a);
            var second = member("b", "group", RangeAssignor.class);
            second.subscribe(EVENTS, b);
            pollUntil(() -> a.owned.size() == 2 && b.owned.size() == 2, List.of(first, second));

            var waited = elapsed(() -> {
                first.close();
                pollUntil(() -> b.owned.size() == ALL, List.of(second));
            });

            assertThat(waited).isLessThan(Duration.ofSeconds(5));
            assertThat(a.words).last().isEqualTo("revoked 2");
            assertThat(b.words.subList(b.words.size() - 2, b.words.size())).containsExactly("revoked 2", "assigned 4");
        });
    }

    @Test
    void shouldReplaceOneWhoVanishesAfterItsSession() throws Exception {
        run(() -> {
            var a = new Told();
            var b = new Told();
            var first = member("a", "group", RangeAssignor.class);
            first.subscribe(EVENTS, a);
            var second = member("b", "group", RangeAssignor.class);
            second.subscribe(EVENTS, b);
            pollUntil(() -> a.owned.size() == 2 && b.owned.size() == 2, List.of(first, second));

            var waited = elapsed(() -> {
                underTest().vanish("a", first);
                pollUntil(() -> b.owned.size() == ALL, List.of(second));
            });

            assertThat(waited).isBetween(Duration.ofMillis(4_500), Duration.ofSeconds(15));
        });
    }

    @Test
    void shouldReplaceOneWhoPollsNoMore() throws Exception {
        run(() -> {
            var a = new Told();
            var b = new Told();
            var first = member("a", "group", RangeAssignor.class, 7_000);
            first.subscribe(EVENTS, a);
            pollUntil(() -> a.owned.size() == ALL, List.of(first));
            var stale = first.groupMetadata();
            var second = member("b", "group", RangeAssignor.class, 7_000);
            second.subscribe(EVENTS, b);

            var waited = elapsed(() -> pollUntil(() -> b.owned.size() == ALL, List.of(second)));

            assertThat(waited).isBetween(Duration.ofMillis(5_000), Duration.ofSeconds(20));
            assertThatThrownBy(() -> first.commitSync(Map.of(EVENTS_0, new OffsetAndMetadata(0))))
                    .isInstanceOf(CommitFailedException.class);
            pollUntil(() -> a.owned.size() == 2 && b.owned.size() == 2, List.of(first, second));
            assertThat(a.words).containsExactly("assigned 4", "lost 4", "assigned 2");
            assertThat(first.groupMetadata().memberId()).isNotEqualTo(stale.memberId());
        });
    }

    @Test
    void shouldThrowWhatTheListenerThrows() throws Exception {
        run(() -> {
            var member = member("a", "group", RangeAssignor.class);
            member.subscribe(EVENTS, new org.apache.kafka.clients.consumer.ConsumerRebalanceListener() {
                @Override
                public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
                    throw new IllegalStateException("not these");
                }

                @Override
                public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
                    // Not looked at.
                }
            });

            assertThatThrownBy(() -> pollUntil(() -> false, List.of(member)))
                    .isInstanceOf(KafkaException.class)
                    .hasRootCauseMessage("not these");
        });
    }

    @Test
    void shouldLetTheListenerAskAndSeek() throws Exception {
        run(() -> {
            plain().send(record(EVENTS_3, named("passed over"))).get();
            var end = end(EVENTS_3);
            var member = member("a", "group", RangeAssignor.class);
            var told = new ArrayList<String>();
            member.subscribe(EVENTS, new org.apache.kafka.clients.consumer.ConsumerRebalanceListener() {
                @Override
                public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
                    told.add("committed "
                            + member.committed(Set.copyOf(partitions)).get(EVENTS_3));
                    told.add("end " + member.endOffsets(partitions).get(EVENTS_3));
                    told.add("generation " + (member.groupMetadata().generationId() > 0));
                    member.seek(EVENTS_3, end);
                }

                @Override
                public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
                    told.add("position " + member.position(EVENTS_3));
                    member.commitSync(Map.of(EVENTS_3, new OffsetAndMetadata(end)), Duration.ofSeconds(5));
                }
            });
            pollUntil(() -> !told.isEmpty(), List.of(member));
            assertThat(member.position(EVENTS_3)).isEqualTo(end);
            member.close();

            assertThat(told).containsExactly("committed null", "end " + end, "generation true", "position " + end);
            var next = member("b", "group", RangeAssignor.class);
            var b = new Told();
            next.subscribe(EVENTS, b);
            pollUntil(() -> !b.owned.isEmpty(), List.of(next));
            assertThat(next.position(EVENTS_3)).isEqualTo(end);
        });
    }

    // ---- a cooperative group

    private void settle(Told a, Told b, Consumer<byte[], byte[]> first, Consumer<byte[], byte[]> second) {
        pollUntil(() -> a.owned.size() == 2 && b.owned.size() == 2, List.of(first, second));
    }

    @Test
    void shouldGiveAwayOnlyWhatOthersGet() throws Exception {
        run(() -> {
            var a = new Told();
            var b = new Told();
            var first = member("a", "group", CooperativeStickyAssignor.class);
            first.subscribe(EVENTS, a);
            pollUntil(() -> a.owned.size() == ALL, List.of(first));
            var second = member("b", "group", CooperativeStickyAssignor.class);
            second.subscribe(EVENTS, b);
            settle(a, b, first, second);

            assertThat(a.words.stream().filter(word -> !word.endsWith(" 0")))
                    .containsExactly("assigned 4", "revoked 2");
            assertThat(b.words.stream().filter(word -> !word.endsWith(" 0"))).containsExactly("assigned 2");
            assertThat(first.assignment()).doesNotContainAnyElementsOf(second.assignment());

            second.close();
            pollUntil(() -> a.owned.size() == ALL, List.of(first));
            assertThat(a.words.stream().filter(word -> !word.endsWith(" 0")))
                    .containsExactly("assigned 4", "revoked 2", "assigned 2");
            assertThat(b.words).last().isEqualTo("revoked 2");
        });
    }

    @Test
    void shouldGoOnReadingWhileOthersJoin() throws Exception {
        run(() -> {
            var a = new Told();
            var b = new Told();
            var first = member("a", "group", CooperativeStickyAssignor.class);
            first.subscribe(EVENTS, a);
            pollUntil(() -> a.owned.size() == ALL, List.of(first));
            first.seek(EVENTS_0, end(EVENTS_0));
            var second = member("b", "group", CooperativeStickyAssignor.class);
            second.subscribe(EVENTS, b);
            settle(a, b, first, second);
            var kept = a.owned.getFirst();
            var at = first.position(kept);
            plain().send(record(kept, named("more"))).get();

            assertThat(at).as("its position survived").isNotNegative();
            var found = new ArrayList<String>();
            until(() -> {
                first.poll(POLL).records(kept).forEach(record -> found.add(new String(record.value())));
                return found.contains(named("more"));
            });
        });
    }
}
