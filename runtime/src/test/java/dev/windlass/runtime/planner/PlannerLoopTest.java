package dev.windlass.runtime.planner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.windlass.clockwork.Clockwork;
import dev.windlass.core.cluster.ClusterName;
import dev.windlass.core.event.Event;
import dev.windlass.core.event.EventRecord;
import dev.windlass.core.request.RequestId;
import dev.windlass.core.upgrade.ClusterState;
import dev.windlass.core.upgrade.Input;
import dev.windlass.core.upgrade.UpgradeProcess;
import dev.windlass.runtime.Requests;
import dev.windlass.runtime.TestKafka;
import dev.windlass.runtime.codec.Codecs;
import dev.windlass.runtime.deadletters.DeadLetter.Reason;
import dev.windlass.runtime.events.StateReplica;
import dev.windlass.runtime.topics.Home;
import dev.windlass.runtime.topics.Topic;
import dev.windlass.schemas.wire.Subject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
class PlannerLoopTest {
    private static final PlannerSettings SETTINGS = new PlannerSettings(
            "windlass-planner",
            Duration.ofSeconds(6),
            Duration.ofSeconds(3),
            Duration.ofSeconds(10),
            Duration.ofMillis(100),
            Duration.ofSeconds(20),
            Duration.ofSeconds(20));
    private static final AtomicInteger NAMES = new AtomicInteger();

    private static TestKafka kafka;

    private final List<PlannerLoop> planners = new ArrayList<>();
    private final ClusterName cluster = new ClusterName("planned-" + NAMES.incrementAndGet());

    @BeforeAll
    static void startBroker(@TempDir Path directory) {
        // One planner dies here on purpose.
        Awaitility.doNotCatchUncaughtExceptionsByDefault();
        kafka = TestKafka.start(directory);
    }

    @AfterAll
    static void stopBroker() {
        Awaitility.reset();
        kafka.close();
    }

    @AfterEach
    void closePlanners() {
        planners.forEach(PlannerLoop::close);
    }

    @Test
    void shouldAnswerEachRequestWithNumberedEvents() {
        planner(UpgradeProcess::decide, Checkpoint.NONE);
        IntStream.range(0, 20).forEach(number -> kafka.publish(Requests.steer(cluster, "r" + number)));
        awaitEvents(20);
    }

    @Test
    void shouldSayThatARequestWasAnsweredWhenItIsPublishedTwice() {
        planner(UpgradeProcess::decide, Checkpoint.NONE);
        kafka.publish(Requests.steer(cluster, "same"));
        kafka.publish(Requests.steer(cluster, "same"));
        kafka.publish(Requests.steer(cluster, "other"));
        var events = awaitEvents(3);
        assertThat(((Event.RequestRefused) events.get(1).event()).reason()).contains("answered already");
    }

    @Test
    void shouldGoOnNumberingAfterARestart() {
        var first = planner(UpgradeProcess::decide, Checkpoint.NONE);
        kafka.publish(Requests.upgrade(cluster, "u"));
        var before = awaitEvents(2);
        first.close();
        kafka.publish(Requests.steer(cluster, "pause"));
        planner(UpgradeProcess::decide, Checkpoint.NONE);
        // Nobody had the inspection's step: it is left, and the pause holds.
        var after = awaitEvents(5);
        assertThat(after.subList(0, 2)).isEqualTo(before);
        assertThat(after.get(2).event()).isInstanceOf(Event.PauseRequested.class);
    }

    @Test
    void shouldNotAnswerAgainWhenTheBrokersHaveForgottenItsOffsets() throws Exception {
        var first = planner(UpgradeProcess::decide, Checkpoint.NONE);
        kafka.publish(Requests.steer(cluster, "r1"));
        kafka.publish(Requests.steer(cluster, "r2"));
        awaitEvents(2);
        first.close();
        try (var admin = kafka.connection().admin()) {
            admin.deleteConsumerGroups(List.of(SETTINGS.group())).all().get();
        }
        kafka.publish(Requests.steer(cluster, "r3"));
        planner(UpgradeProcess::decide, Checkpoint.NONE);
        var events = awaitEvents(3);
        assertThat(((Event.RequestRefused) events.getLast().event()).request()).isEqualTo(new RequestId("r3"));
    }

    @Test
    void shouldNeitherLoseNorDoubleWhatAPlannerDiedOver() {
        var died = new CountDownLatch(1);
        planner(UpgradeProcess::decide, partition -> {
            died.countDown();
            throw new ThreadDeath();
        });
        IntStream.range(0, 5).forEach(number -> kafka.publish(Requests.steer(cluster, "r" + number)));
        await().until(() -> died.getCount() == 0);
        assertThat(kafka.events(cluster)).isEmpty();
        planner(UpgradeProcess::decide, Checkpoint.NONE);
        awaitEvents(5);
    }

    @Test
    void shouldFenceAPlannerThatWasPausedBeforeItsCommit() throws Exception {
        var reached = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        var paused = planner(UpgradeProcess::decide, partition -> pauseOnce(reached, goOn));
        kafka.publish(Requests.steer(cluster, "r1"));
        reached.await();
        // The paused one misses its poll and loses its partitions; its transaction is still open.
        var second = planner(UpgradeProcess::decide, Checkpoint.NONE);
        awaitEvents(1);
        goOn.countDown();
        kafka.publish(Requests.steer(cluster, "r2"));
        awaitEvents(2);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> owned(paused, second) == TestKafka.PARTITIONS
                        && !paused.status().partitions().isEmpty()
                        && !second.status().partitions().isEmpty());
        kafka.publish(Requests.steer(cluster, "r3"));
        awaitEvents(3);
    }

    @Test
    void shouldPutAsideWhatItCannotReadAndGoOn() throws Exception {
        planner(UpgradeProcess::decide, Checkpoint.NONE);
        var home = kafka.topics().ensure();
        var partition = home.of(cluster);
        var key = Home.key(cluster);
        var good = Codecs.FIXED.requests().encode(Requests.steer(cluster, "good"));
        var other = Codecs.FIXED.requests().encode(Requests.steer(new ClusterName("other"), "good"));
        var unknownVerb = good.clone();
        // The verb is the one byte after the union's branch: 0 stands for UNKNOWN.
        unknownVerb[5 + 1 + "good".length() + 1 + cluster.text().length() + 1] = 0;
        kafka.publishBytes(Topic.REQUESTS, partition, key, "garbage".getBytes(StandardCharsets.UTF_8));
        kafka.publishBytes(Topic.REQUESTS, partition, key, new byte[0]);
        kafka.publishBytes(Topic.REQUESTS, partition, key, null);
        kafka.publishBytes(Topic.REQUESTS, partition, key, new byte[Subject.REQUEST.mostBytes() + 1]);
        kafka.publishBytes(Topic.REQUESTS, partition, key, new byte[] {0, 0, 0, 0, 9, 1});
        kafka.publishBytes(Topic.REPORTS, partition, key, good);
        kafka.publishBytes(Topic.REQUESTS, partition, key, Arrays.copyOf(good, good.length - 2));
        kafka.publishBytes(Topic.REQUESTS, partition, key, unknownVerb);
        kafka.publishBytes(Topic.REQUESTS, partition, key, renamed(good, cluster.text(), "Planned"));
        kafka.publishBytes(Topic.REQUESTS, partition, key, other);
        kafka.publishBytes(Topic.REQUESTS, partition, new byte[] {(byte) 0xff}, good);
        kafka.publishBytes(Topic.REQUESTS, partition, key, good);
        awaitEvents(1);
        var letters = kafka.deadLetters().stream()
                .filter(letter -> letter.partition() == partition)
                .toList();
        assertThat(letters)
                .extracting(letter -> letter.reason())
                .containsExactlyInAnyOrder(
                        Reason.NOT_FRAMED,
                        Reason.EMPTY,
                        Reason.TOMBSTONE,
                        Reason.OVERSIZED,
                        Reason.UNKNOWN_SCHEMA,
                        Reason.WRONG_SCHEMA,
                        Reason.MALFORMED,
                        Reason.UNKNOWN_VALUE,
                        Reason.INVALID_VALUE,
                        Reason.WRONG_KEY,
                        Reason.WRONG_KEY);
        assertThat(letters)
                .allMatch(letter ->
                        letter.head().length <= 4096 && !letter.message().isEmpty());
    }

    @Test
    void shouldMoveARequestThatAnotherClientsHashPutElsewhere() throws Exception {
        planner(UpgradeProcess::decide, Checkpoint.NONE);
        var away = (kafka.topics().ensure().of(cluster) + 1) % TestKafka.PARTITIONS;
        kafka.publishBytes(Topic.REQUESTS, away, Home.key(cluster), request("r1"));
        kafka.publishBytes(Topic.REQUESTS, away, null, request("r2"));
        awaitEvents(2);
    }

    @Test
    void shouldStopAClusterThatCannotBeDecidedAndNoOther() throws Exception {
        var broken = new ClusterName("broken-" + cluster);
        var planner = planner(
                (state, input) -> {
                    if (state.cluster().equals(broken)) {
                        throw new IllegalStateException("a bug of ours");
                    }
                    return UpgradeProcess.decide(state, input);
                },
                Checkpoint.NONE);
        kafka.publish(Requests.steer(broken, "r1"));
        kafka.publish(Requests.steer(broken, "r2"));
        kafka.publish(Requests.steer(cluster, "r1"));
        awaitEvents(1);
        await().untilAsserted(() -> assertThat(planner.status().stopped()).containsKey(broken));
        await().untilAsserted(() -> assertThat(kafka.deadLetters())
                .filteredOn(letter -> letter.key().equals(java.util.Optional.of(broken.text())))
                .extracting(letter -> letter.reason())
                .containsExactly(Reason.UNDECIDABLE, Reason.UNDECIDABLE));
        assertThat(kafka.events(broken)).isEmpty();
    }

    @Test
    void shouldShareTheClustersAndTakeOverFromEachOther() {
        var first = planner(UpgradeProcess::decide, Checkpoint.NONE);
        var second = planner(UpgradeProcess::decide, Checkpoint.NONE);
        await().atMost(Duration.ofSeconds(15))
                .until(() -> first.status().partitions().size() == 2
                        && second.status().partitions().size() == 2);
        IntStream.range(0, 10).forEach(number -> kafka.publish(Requests.steer(cluster, "r" + number)));
        awaitEvents(10);
        (first.status().partitions().contains(kafka.topics().ensure().of(cluster)) ? first : second).close();
        IntStream.range(10, 20).forEach(number -> kafka.publish(Requests.steer(cluster, "r" + number)));
        awaitEvents(20);
    }

    @Test
    void shouldLetTimePassOnlyWhenDue() {
        var ticked = new AtomicInteger();
        planner(
                (state, input) -> {
                    if (input instanceof Input.Ticked) {
                        ticked.incrementAndGet();
                    }
                    return UpgradeProcess.decide(state, input);
                },
                Checkpoint.NONE);
        kafka.publish(Requests.upgrade(cluster, "u"));
        awaitEvents(2);
        assertThat(ticked).hasValue(0);
    }

    @Test
    void shouldKeepAReplicaOfEveryState() throws Exception {
        planner(UpgradeProcess::decide, Checkpoint.NONE);
        kafka.publish(Requests.upgrade(cluster, "u"));
        var events = awaitEvents(2);
        var folded = UpgradeProcess.replay(ClusterState.empty(cluster), events);
        try (var replica = new StateReplica(kafka.brokers(), Codecs.FIXED, Clockwork.system())) {
            replica.start();
            assertThat(replica.awaitCaughtUp(Duration.ofSeconds(20))).isTrue();
            assertThat(replica.state(cluster)).contains(folded);
            kafka.publish(Requests.steer(cluster, "pause"));
            await().untilAsserted(() ->
                    assertThat(replica.state(cluster).orElseThrow().sequence()).isEqualTo(5));
            assertThat(replica.unreadable()).isEmpty();
        }
    }

    private static void pauseOnce(CountDownLatch reached, CountDownLatch goOn) {
        reached.countDown();
        try {
            goOn.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static int owned(PlannerLoop first, PlannerLoop second) {
        return first.status().partitions().size() + second.status().partitions().size();
    }

    private byte[] request(String id) {
        return Codecs.FIXED.requests().encode(Requests.steer(cluster, id));
    }

    /** The same record with another cluster's name of the same length or shorter. */
    private static byte[] renamed(byte[] record, String name, String other) {
        var text = new String(record, StandardCharsets.ISO_8859_1);
        var padded = (other + "x".repeat(name.length())).substring(0, name.length());
        return text.replace(name, padded).getBytes(StandardCharsets.ISO_8859_1);
    }

    private PlannerLoop planner(Decider decider, Checkpoint checkpoint) {
        var planner = new PlannerLoop(kafka.brokers(), Codecs.FIXED, SETTINGS, Clockwork.system(), decider, checkpoint);
        planners.add(planner);
        planner.start();
        return planner;
    }

    private List<EventRecord> awaitEvents(int count) {
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(100))
                .untilAsserted(() -> assertThat(kafka.events(cluster)).hasSize(count));
        var events = kafka.events(cluster);
        assertThat(events.stream().map(EventRecord::sequence).toList())
                .isEqualTo(LongStream.rangeClosed(1, count).boxed().toList());
        return events;
    }
}
