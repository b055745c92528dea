package dev.windlass.runtime.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.windlass.clockwork.Clockwork;
import dev.windlass.core.cluster.ClusterName;
import dev.windlass.core.event.Event;
import dev.windlass.core.event.EventRecord;
import dev.windlass.core.procedure.Actor;
import dev.windlass.core.report.FailureKind;
import dev.windlass.core.report.Outcome;
import dev.windlass.runtime.Requests;
import dev.windlass.runtime.TestKafka;
import dev.windlass.runtime.codec.Codecs;
import dev.windlass.runtime.planner.PlannerLoop;
import dev.windlass.runtime.planner.PlannerSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The brokers go away in the middle of a step, it ends meanwhile, and they come back. */
class BrokerRestartTest {
    private final ClusterName cluster = new ClusterName("a");

    @Test
    void shouldLoseNothingAndCountNothingTwice(@TempDir Path directory) {
        var finish = new CountDownLatch(1);
        try (var kafka = TestKafka.start(directory);
                var planner = planner(kafka);
                var validator = validator(kafka, finish)) {
            planner.start();
            validator.start();
            kafka.publish(Requests.upgrade(cluster, "u"));
            await().atMost(Duration.ofSeconds(30)).until(() -> kinds(kafka).contains(Event.StepStarted.class));

            kafka.stopBroker();
            finish.countDown();
            await().until(() -> validator.status().running().isEmpty());
            assertThat(validator.status().unsent()).isPositive();
            kafka.startBrokerAgain();

            await().atMost(Duration.ofSeconds(60)).until(() -> kinds(kafka).getLast() == Event.UpgradeRefused.class);
            assertThat(validator.status().unsent()).isZero();
            var events = kafka.events(cluster);
            assertThat(events.stream().map(EventRecord::sequence).toList())
                    .isEqualTo(LongStream.rangeClosed(1, events.size()).boxed().toList());
            assertThat(kinds(kafka)).containsOnlyOnce(Event.StepFailed.class);
        }
    }

    private List<Class<?>> kinds(TestKafka kafka) {
        return kafka.events(cluster).stream()
                .<Class<?>>map(record -> record.event().getClass())
                .toList();
    }

    private static PlannerLoop planner(TestKafka kafka) {
        return new PlannerLoop(kafka.brokers(), Codecs.FIXED, PlannerSettings.DEFAULT, Clockwork.system());
    }

    private static StepConsumer validator(TestKafka kafka, CountDownLatch finish) {
        StepWork work = (task, progress) -> {
            finish.await();
            return Outcome.failed(FailureKind.ACCESS, "not allowed", "ask for it");
        };
        var settings = ActorSettings.of(Actor.VALIDATOR, "v1");
        return new StepConsumer(kafka.brokers(), Codecs.FIXED, settings, work, Clockwork.system());
    }
}
