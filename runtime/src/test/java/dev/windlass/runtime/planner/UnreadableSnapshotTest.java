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
        return planner(PlannerSettings.DEFAULT);
    }

    private static PlannerLoop planner(PlannerSettings settings) {
        var planner = new PlannerLoop(kafka.brokers(), Codecs.FIXED, settings, Clockwork.system());
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

    private static void awaitStopped(PlannerLoop planner, ClusterName cluster) {
        await().atMost(PATIENCE).until(() -> planner.status().stopped().containsKey(cluster));
    }

    @Test
    void shouldPutASnapshotAsideOnceHoweverOftenItIsTakenOver() throws Exception {
        var cluster = new ClusterName("forgotten-for-long");
        spoil(cluster);
        for (var round = 0; round < 3; round++) {
            try (var planner = planner()) {
                awaitStopped(planner, cluster);
            }
        }
        assertThat(lettersOf(cluster)).hasSize(1);
    }

    @Test
    void shouldFoldTheNewEventsOfAClusterWhoseHistoryWasGivenUp() {
        var cluster = new ClusterName("given-up");
        try (var first = planner()) {
            kafka.publish(Requests.upgrade(cluster, "u"));
            awaitEvents(cluster, 2);
        }
        kafka.publishBytes(Topic.STATE, kafka.topics().ensure().of(cluster), Home.key(cluster), null);
        try (var second = planner()) {
            kafka.publish(Requests.upgrade(cluster, "anew"));
            assertThat(awaitEvents(cluster, 4).get(2).sequence()).isEqualTo(1);
        }
        spoil(cluster);
        try (var third = planner()) {
            kafka.publish(Requests.steer(cluster, "s"));
            assertThat(awaitEvents(cluster, 5).get(4).sequence()).isEqualTo(3);
            assertThat(third.status().stopped()).doesNotContainKey(cluster);
        }
    }

    @Test
    void shouldNotTakeAnotherPartitionsTombstoneForTheSnapshots() {
        var cluster = new ClusterName("buried-elsewhere");
        var home = kafka.topics().ensure();
        spoil(cluster);
        for (var partition = 0; partition < home.partitions(); partition++) {
            if (partition != home.of(cluster)) {
                kafka.publishBytes(Topic.STATE, partition, Home.key(cluster), null);
            }
        }
        try (var planner = planner()) {
            awaitStopped(planner, cluster);
        }
    }

    @Test
    void shouldStopOnlyTheClusterWhoseEventsTakeTooLong() throws Exception {
        var slow = new ClusterName("slow");
        try (var first = planner()) {
            kafka.publish(Requests.upgrade(slow, "u"));
            awaitEvents(slow, 2);
        }
        spoil(slow);
        var usual = PlannerSettings.DEFAULT;
        var hasty = new PlannerSettings(
                usual.group(),
                usual.sessionTimeout(),
                usual.pollInterval(),
                usual.transactionTimeout(),
                usual.grace(),
                usual.restoreWithin(),
                Duration.ofNanos(-1));
        var other = new ClusterName("other");
        try (var planner = planner(hasty)) {
            awaitStopped(planner, slow);
            assertThat(planner.status().stopped().get(slow)).contains("could not be read within", "is at 0 of");
            kafka.publish(Requests.upgrade(other, "u"));
            awaitEvents(other, 2);
        }
        try (var planner = planner()) {
            kafka.publish(Requests.steer(slow, "s"));
            awaitEvents(slow, 3);
            assertThat(planner.status().stopped()).doesNotContainKey(slow);
        }
        assertThat(lettersOf(slow)).hasSize(1);
    }

    @Test
    void shouldLeaveRoomInThePollIntervalForTheRestOfATakeover() {
        var settings = PlannerSettings.DEFAULT;
        assertThat(settings.restoreWithin().plus(settings.rebuildWithin()))
                .isLessThanOrEqualTo(settings.pollInterval().minusSeconds(15));
    }
}
