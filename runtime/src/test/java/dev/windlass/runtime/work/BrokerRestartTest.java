package dev.windlass.runtime.work;

import static dev.windlass.runtime.Steps.record;
import static dev.windlass.runtime.Steps.scheduled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.windlass.core.cluster.ClusterName;
import dev.windlass.core.event.EventRecord;
import dev.windlass.core.procedure.Action;
import dev.windlass.core.procedure.Actor;
import dev.windlass.core.report.Outcome;
import dev.windlass.core.report.Report;
import dev.windlass.core.report.Report.Said;
import dev.windlass.runtime.Requests;
import dev.windlass.runtime.TestKafka;
import dev.windlass.runtime.codec.Codecs;
import dev.windlass.runtime.planner.PlannerLoop;
import dev.windlass.runtime.planner.PlannerSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The brokers go away in the middle of everything, and come back. */
class BrokerRestartTest {
    private final ClusterName planned = new ClusterName("planned");
    private final ClusterName worked = new ClusterName("worked");

    @Test
    void shouldLoseNothingAndDoNothingTwice(@TempDir Path directory) throws Exception {
        var finish = new CountDownLatch(1);
        try (var kafka = TestKafka.start(directory);
                var planner = planner(kafka);
                var executor = executor(kafka, finish)) {
            planner.start();
            executor.start();
            kafka.publish(Requests.steer(planned, "before"));
            kafka.publish(record(worked, 1, scheduled("s1", Action.DRAIN, 10)));
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> executor.status().running().size() == 1);
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> kafka.events(planned).size() == 1);

            kafka.stopBroker();
            finish.countDown();
            await().until(() -> executor.status().running().isEmpty());
            assertThat(executor.status().unsent()).isPositive();
            kafka.startBrokerAgain();

            await().atMost(Duration.ofSeconds(30)).until(() -> executor.status().unsent() == 0);
            kafka.publish(Requests.steer(planned, "after"));
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> kafka.events(planned).size() == 2);
            assertThat(kafka.events(planned))
                    .extracting(EventRecord::sequence)
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, 2).boxed().toList());
            assertThat(kafka.reports(worked))
                    .extracting(Report::said)
                    .filteredOn(Said.Ended.class::isInstance)
                    .containsExactly(new Said.Ended(Outcome.succeeded("done")));
        }
    }

    private static PlannerLoop planner(TestKafka kafka) {
        return new PlannerLoop(
                kafka.connection(), kafka.topics(), Codecs.FIXED, PlannerSettings.DEFAULT, Clock.systemUTC());
    }

    private static StepConsumer executor(TestKafka kafka, CountDownLatch finish) {
        StepWork work = (task, progress) -> {
            finish.await();
            return Outcome.succeeded("done");
        };
        return new StepConsumer(
                kafka.connection(),
                kafka.topics(),
                Codecs.FIXED,
                ActorSettings.of(Actor.EXECUTOR, "e1"),
                work,
                Clock.systemUTC());
    }
}
