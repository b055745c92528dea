package dev.windlass.runtime.planner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.windlass.clockwork.Clockwork;
import dev.windlass.core.cluster.ClusterName;
import dev.windlass.core.event.Event;
import dev.windlass.core.event.EventRecord;
import dev.windlass.runtime.Requests;
import dev.windlass.runtime.TestKafka;
import dev.windlass.runtime.codec.Codecs;
import dev.windlass.runtime.deadletters.DeadLetter;
import dev.windlass.runtime.deadletters.DeadLetter.Reason;
import dev.windlass.runtime.topics.Home;
import dev.windlass.runtime.topics.Topic;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
class UnreadableSnapshotTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final byte[] JUNK = "junk".getBytes(StandardCharsets.US_ASCII);

    private static TestKafka kafka;

    @BeforeAll
    static void start(@TempDir Path directory) {
        kafka = TestKafka.start(directory);
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    private static PlannerLoop planner() {
        var planner = new PlannerLoop(kafka.brokers(), Codecs.FIXED, PlannerSettings.DEFAULT, Clockwork.system());
        planner.start();
        return planner;
    }

    private static List<EventRecord> awaitEvents(ClusterName cluster, int count) {
        await().atMost(PATIENCE).until(() -> kafka.events(cluster).size() >= count);
        return kafka.events(cluster);
    }

    private static void spoil(ClusterName cluster) {
        kafka.publishBytes(Topic.STATE, kafka.topics().ensure().of(cluster), Home.key(cluster), JUNK);
    }

    private static List<DeadLetter> lettersOf(ClusterName cluster) throws Exception {
        return kafka.deadLetters().stream()
                .filter(letter -> letter.key().orElse("").equals(cluster.text()))
                .toList();
    }

    @Test
    void shouldFoldTheEventsAgainAndPutTheSnapshotAside() throws Exception {
        var cluster = new ClusterName("folded");
        try (var first = planner()) {
            kafka.publish(Requests.upgrade(cluster, "u"));
            awaitEvents(cluster, 2);
        }
        spoil(cluster);
        for (var round = 0; round < 2; round++) {
            try (var again = planner()) {
                kafka.publish(Requests.steer(cluster, "s" + round));
                awaitEvents(cluster, 5 + round);
                assertThat(again.status().stopped()).doesNotContainKey(cluster);
            }
        }
        var events = kafka.events(cluster);
        assertThat(events)
                .extracting(EventRecord::sequence)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, events.size()).boxed().toList());
        assertThat(events.get(2).event()).isInstanceOf(Event.PauseRequested.class);
        assertThat(lettersOf(cluster)).singleElement().satisfies(letter -> {
            assertThat(letter.topic()).isEqualTo(Topic.STATE.topicName());
            assertThat(letter.partition()).isEqualTo(kafka.topics().ensure().of(cluster));
            assertThat(letter.reason()).isIn(Reason.NOT_FRAMED, Reason.MALFORMED);
            assertThat(letter.head()).isEqualTo(JUNK);
        });
    }

    @Test
    void shouldStopTheClusterAndSayTheWayBackWhereEventsAreMissing() throws Exception {
        var cluster = new ClusterName("forgotten");
        spoil(cluster);
        try (var planner = planner()) {
            await().atMost(PATIENCE).until(() -> planner.status().stopped().containsKey(cluster));
            assertThat(planner.status().stopped().get(cluster))
                    .contains("its snapshot can't be read", "there is no event of forgotten", "the version of Windlass")
                    .contains("windlass.state");
            await().atMost(PATIENCE).until(() -> !lettersOf(cluster).isEmpty());
        }
    }
}
