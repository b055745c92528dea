package dev.windlass.runtime.work;

import static dev.windlass.runtime.Steps.record;
import static dev.windlass.runtime.Steps.scheduled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.windlass.clockwork.Clockwork;
import dev.windlass.core.cluster.ClusterName;
import dev.windlass.core.event.Event;
import dev.windlass.core.plan.StepId;
import dev.windlass.core.procedure.Action;
import dev.windlass.core.procedure.Actor;
import dev.windlass.core.report.FailureKind;
import dev.windlass.core.report.Outcome;
import dev.windlass.core.report.Report;
import dev.windlass.core.report.Report.Said;
import dev.windlass.runtime.TestKafka;
import dev.windlass.runtime.codec.Codecs;
import dev.windlass.runtime.deadletters.DeadLetter.Reason;
import dev.windlass.runtime.topics.Home;
import dev.windlass.runtime.topics.Topic;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
class StepConsumerTest {
    private static final AtomicInteger NAMES = new AtomicInteger();

    private static TestKafka kafka;

    private final List<StepConsumer> consumers = new ArrayList<>();
    private final Queue<Long> performed = new ConcurrentLinkedQueue<>();
    private final ClusterName cluster = new ClusterName("worked-" + NAMES.incrementAndGet());
    private long sequence;

    @BeforeAll
    static void startBroker(@TempDir Path directory) {
        kafka = TestKafka.start(directory);
    }

    @AfterAll
    static void stopBroker() {
        kafka.close();
    }

    @AfterEach
    void closeConsumers() {
        consumers.forEach(consumer -> consumer.close(Duration.ofSeconds(3)));
    }

    @Test
    void shouldClaimWorkAndReport() {
        consumer("e1", 64, (task, progress) -> {
            performed.add(task.assignment().token());
            progress.note("half way");
            progress.output("some output\n");
            return Outcome.succeeded("done");
        });
        publish(scheduled("s1", Action.DRAIN, 10));
        awaitSaid(
                new Said.Claimed(),
                new Said.Progressed("half way", "some output\n"),
                new Said.Ended(Outcome.succeeded("done")));
        assertThat(reports()).allMatch(report -> report.by().equals("e1") && report.token() == 10);
    }

    @Test
    void shouldSayThatItIsAtItWhileItWorks() {
        var goOn = new CountDownLatch(1);
        consumer("e1", 64, (task, progress) -> {
            goOn.await();
            return Outcome.succeeded("done");
        });
        publish(scheduled("s1", Action.DRAIN, 10));
        await().untilAsserted(() ->
                assertThat(said()).filteredOn(Said.Progressed.class::isInstance).hasSizeGreaterThan(3));
        goOn.countDown();
        await().untilAsserted(() -> assertThat(said()).endsWith(new Said.Ended(Outcome.succeeded("done"))));
    }

    @Test
    void shouldNotDoWhatWasDoneOrScheduledAnewWhileNobodyRead() {
        publish(scheduled("s1", Action.DRAIN, 10));
        publish(new Event.StepStarted(new StepId("s1"), 1, 10, "gone"));
        publish(scheduled("s2", Action.CORDON, 11));
        publish(new Event.LeaseExpired(new StepId("s1"), 1, 10, "gone"));
        publish(scheduled("s1", Action.DRAIN, 20));
        publish(scheduled("s3", Action.VALIDATE_NODE, 21));
        publish(new Event.StepStarted(new StepId("s2"), 1, 11, "gone"));
        consumer("e1", 64, noting());
        publish(scheduled("s4", Action.UNCORDON, 30));
        await().untilAsserted(() -> assertThat(performed).containsExactly(20L, 30L));
    }

    @Test
    void shouldReportWhatIsThrownAsFailed() {
        consumer("e1", 64, (task, progress) -> {
            throw new IllegalStateException("a bug");
        });
        publish(scheduled("s1", Action.DRAIN, 10));
        await().untilAsserted(() -> assertThat(said())
                .filteredOn(Said.Ended.class::isInstance)
                .extracting(said -> ((Outcome.Failed) ((Said.Ended) said).outcome()).failure())
                .anyMatch(failure ->
                        failure.kind() == FailureKind.OTHER && failure.message().contains("a bug")));
    }

    @Test
    void shouldWorkOnNoMoreStepsAtOnceThanItMay() {
        var goOn = new CountDownLatch(1);
        consumer("e1", 1, (task, progress) -> {
            performed.add(task.assignment().token());
            goOn.await();
            return Outcome.succeeded("done");
        });
        publish(scheduled("s1", Action.INSPECT_NODE, 10));
        await().untilAsserted(() -> assertThat(performed).containsExactly(10L));
        publish(scheduled("s2", Action.INSPECT_NODE, 11));
        publish(scheduled("s3", Action.INSPECT_NODE, 12));
        await().during(Duration.ofMillis(600))
                .untilAsserted(() -> assertThat(performed).hasSize(1));
        goOn.countDown();
        await().untilAsserted(() -> assertThat(performed).containsExactly(10L, 11L, 12L));
    }

    @Test
    void shouldLetGoOfATryThatWasScheduledAnew() {
        var interrupted = new CountDownLatch(1);
        consumer("e1", 64, (task, progress) -> {
            performed.add(task.assignment().token());
            if (task.assignment().token() == 10) {
                try {
                    new CountDownLatch(1).await();
                } finally {
                    interrupted.countDown();
                }
            }
            return Outcome.succeeded("done " + interrupted.getCount());
        });
        publish(scheduled("s1", Action.DRAIN, 10));
        await().untilAsserted(() -> assertThat(performed).containsExactly(10L));
        publish(scheduled("s1", Action.DRAIN, 20));
        await().untilAsserted(() -> assertThat(said()).contains(new Said.Ended(Outcome.succeeded("done 0"))));
        assertThat(reports())
                .filteredOn(report -> report.said() instanceof Said.Ended)
                .allMatch(report -> report.token() == 20);
    }

    @Test
    void shouldNotBeginATryBeforeTheOlderOneHasLetGo() {
        var interrupted = new CountDownLatch(1);
        var mayLetGo = new CountDownLatch(1);
        consumer("e1", 64, (task, progress) -> {
            performed.add(task.assignment().token());
            if (task.assignment().token() == 10) {
                waiting(interrupted, mayLetGo);
            }
            return Outcome.succeeded("done");
        });
        publish(scheduled("s1", Action.DRAIN, 10));
        await().untilAsserted(() -> assertThat(performed).containsExactly(10L));
        publish(scheduled("s1", Action.DRAIN, 20));
        await().until(() -> interrupted.getCount() == 0);
        await().during(Duration.ofMillis(600))
                .untilAsserted(() -> assertThat(performed).containsExactly(10L));
        mayLetGo.countDown();
        await().untilAsserted(() -> assertThat(performed).containsExactly(10L, 20L));
    }

    /** A library's call that does not end with an interrupt. */
    private static void waiting(CountDownLatch interrupted, CountDownLatch mayLetGo) throws InterruptedException {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            interrupted.countDown();
            mayLetGo.await();
        }
    }

    @Test
    void shouldLetGoWhenTheClaimWasRefused() {
        var interrupted = new CountDownLatch(1);
        consumer("e1", 64, waiting(interrupted));
        publish(scheduled("s1", Action.DRAIN, 10));
        await().untilAsserted(() -> assertThat(performed).containsExactly(10L));
        publish(new Event.ReportRefused(new StepId("s1"), 1, 10, "e1", "claimed", "e2 has the step"));
        await().until(() -> interrupted.getCount() == 0);
    }

    @Test
    void shouldHandOverWhatIsNotFinishedWhenItCloses() {
        var interrupted = new CountDownLatch(1);
        var consumer = consumer("e1", 64, waiting(interrupted));
        publish(scheduled("s1", Action.DRAIN, 10));
        await().untilAsserted(() -> assertThat(performed).containsExactly(10L));
        consumer.close(Duration.ofSeconds(5));
        assertThat(interrupted.getCount()).isZero();
        assertThat(said()).endsWith(new Said.HandedOver());
    }

    @Test
    void shouldHandOverWhatFailedBecauseItCloses() {
        var interrupted = new CountDownLatch(1);
        var consumer = consumer("e1", 64, (task, progress) -> {
            try {
                return waiting(interrupted).perform(task, progress);
            } catch (InterruptedException e) {
                return Outcome.failed(FailureKind.OTHER, "the connection was broken", "");
            }
        });
        publish(scheduled("s1", Action.DRAIN, 10));
        await().untilAsserted(() -> assertThat(performed).containsExactly(10L));
        consumer.close();
        assertThat(said()).endsWith(new Said.HandedOver());
    }

    @Test
    void shouldShareTheStepsAndTakeOverFromEachOther() {
        var first = consumer("e1", 64, noting());
        var second = consumer("e2", 64, noting());
        await().atMost(Duration.ofSeconds(20))
                .until(() -> first.status().partitions().size() == 2
                        && second.status().partitions().size() == 2);
        var mine = first.status().partitions().contains(kafka.topics().ensure().of(cluster)) ? first : second;
        publish(scheduled("s1", Action.DRAIN, 10));
        await().untilAsserted(() -> assertThat(performed).containsExactly(10L));
        mine.close(Duration.ofSeconds(3));
        publish(scheduled("s2", Action.DRAIN, 11));
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(performed).containsExactly(10L, 11L));
        assertThat(reports()).extracting(Report::by).contains("e1", "e2");
    }

    @Test
    void shouldPutAsideWhatItCannotReadAndGoOn() throws Exception {
        consumer("e1", 64, noting());
        var partition = kafka.topics().ensure().of(cluster);
        kafka.publishBytes(Topic.EVENTS, partition, Home.key(cluster), new byte[] {1, 2, 3, 4, 5, 6});
        publish(scheduled("s1", Action.DRAIN, 10));
        await().untilAsserted(() -> assertThat(performed).containsExactly(10L));
        await().untilAsserted(() -> assertThat(kafka.deadLetters())
                .extracting(letter -> letter.reason())
                .contains(Reason.NOT_FRAMED));
    }

    private StepWork noting() {
        return (task, progress) -> {
            performed.add(task.assignment().token());
            return Outcome.succeeded("done");
        };
    }

    private StepWork waiting(CountDownLatch interrupted) {
        return (task, progress) -> {
            performed.add(task.assignment().token());
            try {
                new CountDownLatch(1).await();
                throw new AssertionError("nobody counts this down");
            } finally {
                interrupted.countDown();
            }
        };
    }

    private StepConsumer consumer(String instance, int concurrentSteps, StepWork work) {
        var settings = new ActorSettings(
                Actor.EXECUTOR, instance, concurrentSteps, Duration.ofSeconds(6), Duration.ofMillis(100));
        var consumer = new StepConsumer(kafka.brokers(), Codecs.FIXED, settings, work, Clockwork.system());
        consumers.add(consumer);
        consumer.start();
        return consumer;
    }

    private void publish(Event event) {
        kafka.publish(record(cluster, ++sequence, event));
    }

    private void awaitSaid(Said... expected) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(said())
                        .filteredOn(said -> !said.equals(new Said.Progressed("", "")))
                        .containsExactly(expected));
    }

    private List<Said> said() {
        return reports().stream().map(Report::said).toList();
    }

    private List<Report> reports() {
        try {
            return kafka.reports(cluster);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
