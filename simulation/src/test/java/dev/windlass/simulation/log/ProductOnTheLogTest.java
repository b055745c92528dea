package dev.windlass.simulation.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windlass.core.cluster.ClusterName;
import dev.windlass.core.cluster.KubernetesVersion;
import dev.windlass.core.procedure.Actor;
import dev.windlass.core.report.FailureKind;
import dev.windlass.core.report.Outcome;
import dev.windlass.core.request.Policy;
import dev.windlass.core.request.Request;
import dev.windlass.core.request.RequestId;
import dev.windlass.runtime.codec.Codecs;
import dev.windlass.runtime.events.StateReplica;
import dev.windlass.runtime.planner.PlannerLoop;
import dev.windlass.runtime.planner.PlannerSettings;
import dev.windlass.runtime.topics.Home;
import dev.windlass.runtime.topics.Topic;
import dev.windlass.runtime.work.ActorSettings;
import dev.windlass.runtime.work.StepConsumer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The product's own loops on the simulated log, in virtual time. */
class ProductOnTheLogTest {
    private static final ClusterName DEMO = new ClusterName("demo");

    private final List<String> history = new ArrayList<>();
    private final List<Long> sequences = new ArrayList<>();
    private final List<String> events = new ArrayList<>();
    private SimulatedLog log = world(1);

    private SimulatedLog world(long seed) {
        history.clear();
        sequences.clear();
        events.clear();
        return new SimulatedLog(seed, this::saw);
    }

    private void saw(String topic, int partition, long offset, byte @Nullable [] key, byte @Nullable [] value) {
        history.add(log.time.elapsed() + " " + topic + " " + partition + " " + offset + " " + Arrays.hashCode(value));
        if (topic.equals(Topic.EVENTS.topicName()) && value != null) {
            try {
                var event = Codecs.FIXED.events().decode(value);
                sequences.add(event.sequence());
                events.add(event.event().getClass().getSimpleName());
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }
    }

    private void planner(String process) {
        new PlannerLoop(log.brokers(process), Codecs.FIXED, PlannerSettings.DEFAULT, log.process(process)).start();
    }

    private void validator(String process) {
        new StepConsumer(
                        log.brokers(process),
                        Codecs.FIXED,
                        ActorSettings.of(Actor.VALIDATOR, process),
                        (task, progress) -> Outcome.failed(FailureKind.OTHER, "a test", "nothing"),
                        log.process(process))
                .start();
    }

    private static Request upgrade(String id) {
        return new Request.ToUpgrade(
                new RequestId(id),
                DEMO,
                KubernetesVersion.parse("v1.35.2"),
                Policy.DEFAULT,
                false,
                Optional.empty(),
                "test",
                "tester");
    }

    private static Request pause(int number) {
        return new Request.ToSteer(new RequestId("r" + number), DEMO, Request.Verb.PAUSE, "test", "tester");
    }

    private void publish(List<Request> requests) throws Exception {
        log.run(() -> {
            var brokers = log.brokers("user");
            var home = brokers.home();
            var producer = brokers.producer("user", Map.of());
            for (var request : requests) {
                producer.send(new ProducerRecord<>(
                                Topic.REQUESTS.topicName(),
                                home.of(DEMO),
                                Home.key(DEMO),
                                Codecs.FIXED.requests().encode(request)))
                        .get();
            }
            producer.close();
        });
    }

    private void until(BooleanSupplier condition) {
        assertThat(log.time.runUntil(condition, Duration.ofMinutes(5)))
                .as("after %s: %s", log.time.elapsed(), events)
                .isTrue();
    }

    private void kill(String process) {
        log.process(process).kill();
        log.kafka.kill(process);
    }

    private void storyOfAnUpgrade() throws Exception {
        planner("planner-1");
        planner("planner-2");
        validator("validator-1");
        validator("validator-2");
        publish(List.of(upgrade("u1")));
        until(() -> events.contains("StepScheduled"));
        kill("planner-2");
        log.kafka.faults().loseTail(Duration.ofSeconds(1), Duration.ofSeconds(2));
        until(() -> events.stream().anyMatch(event -> event.startsWith("Upgrade") && !event.equals("UpgradeAccepted")));
        kill("validator-1");
        log.kafka.faults().rebalance("windlass-planner");
        publish(List.of(pause(1), pause(2)));
        until(() -> events.stream().filter("RequestRefused"::equals).count() == 2);
        log.time.runUntil(() -> false, Duration.ofSeconds(60));
    }

    @Test
    void shouldCarryAnUpgradeThroughDeathsAndALostTail() throws Exception {
        storyOfAnUpgrade();

        for (var i = 0; i < sequences.size(); i++) {
            assertThat(sequences.get(i)).isEqualTo(i + 1);
        }
        assertThat(events).contains("UpgradeAccepted", "StepScheduled", "RequestRefused");
        assertThat(log.processes.values().stream().flatMap(process -> process.failures().stream()))
                .isEmpty();
        var replica = new StateReplica(log.brokers("api"), Codecs.FIXED, log.process("api"));
        replica.start();
        until(replica::caughtUp);
        assertThat(replica.state(DEMO)).isPresent();
    }

    @Test
    void shouldTellTheSameStoryForTheSameSeed() throws Exception {
        storyOfAnUpgrade();
        var first = List.copyOf(history);
        log = world(1);
        storyOfAnUpgrade();
        assertThat(history).isEqualTo(first);
        log = world(2);
        storyOfAnUpgrade();
        assertThat(history).isNotEqualTo(first);
    }
}
