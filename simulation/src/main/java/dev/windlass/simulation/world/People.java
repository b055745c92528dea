package dev.windlass.simulation.world;

import dev.windlass.core.cluster.ClusterName;
import dev.windlass.core.cluster.KubernetesVersion;
import dev.windlass.core.request.Request;
import dev.windlass.core.request.RequestId;
import dev.windlass.runtime.codec.Codecs;
import dev.windlass.runtime.topics.BrokerUnreachable;
import dev.windlass.runtime.topics.Brokers;
import dev.windlass.runtime.topics.Home;
import dev.windlass.runtime.topics.Topic;
import dev.windlass.simulation.log.SimulatedKafka;
import dev.windlass.simulation.scenario.Ask;
import dev.windlass.simulation.time.Crossing;
import dev.windlass.simulation.time.SimulatedProcess;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Those who publish requests, from a process of their own that nothing strikes. */
final class People {
    private static final Map<String, Object> PATIENT =
            Map.of(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE);

    private final SimulatedProcess process;
    private final Brokers brokers;
    private final SequencedSet<String> published = new LinkedHashSet<>();

    People(SimulatedProcess process, SimulatedKafka kafka, RandomGenerator chance) {
        this.process = process;
        this.brokers = kafka.brokers(process.name(), process, Crossing.QUIET, chance);
    }

    /** Why some of what was asked was never published; empty when all is well. */
    Optional<String> failure() {
        return process.hasFailed() ? Optional.of("people: " + process.failures().getFirst()) : Optional.empty();
    }

    /** The ids of the requests that a broker has acknowledged. */
    SequencedSet<String> published() {
        return published;
    }

    void publish(Ask ask) {
        var request = request(ask);
        var bytes = Codecs.FIXED.requests().encode(request);
        send(Topic.REQUESTS, Home.key(request.cluster()), bytes, () -> published.add(ask.id()));
    }

    /** Whatever somebody may write. */
    void publish(Topic topic, byte[] key, byte @Nullable [] value) {
        send(topic, key, value, () -> {});
    }

    /** Until a broker has it; a request that is published twice by that is one request. */
    private void send(Topic topic, byte[] key, byte @Nullable [] value, Runnable whenAcknowledged) {
        process.worker("publish", () -> {
                    var cluster = new ClusterName(new String(key, StandardCharsets.UTF_8));
                    var partition = home().of(cluster);
                    var producer = brokers.producer("people", PATIENT);
                    producer.send(
                            new ProducerRecord<>(topic.topicName(), partition, key, value), (metadata, failure) -> {
                                if (failure == null) {
                                    whenAcknowledged.run();
                                } else {
                                    send(topic, key, value, whenAcknowledged);
                                }
                            });
                })
                .start();
    }

    /** People ask again until a broker is there. */
    private Home home() {
        while (true) {
            try {
                return brokers.home();
            } catch (BrokerUnreachable e) {
                process.parkNanos(Duration.ofSeconds(1).toNanos());
            }
        }
    }

    static Request request(Ask ask) {
        var id = new RequestId(ask.id());
        var cluster = new ClusterName(ask.cluster());
        return switch (ask.kind()) {
            case UPGRADE -> upgrade(id, cluster, ask, false);
            case PLAN -> upgrade(id, cluster, ask, true);
            case PAUSE -> steer(id, cluster, Request.Verb.PAUSE);
            case RESUME -> steer(id, cluster, Request.Verb.RESUME);
            case CANCEL -> steer(id, cluster, Request.Verb.CANCEL);
            case RETRY -> steer(id, cluster, Request.Verb.RETRY);
            case ROLLBACK -> steer(id, cluster, Request.Verb.ROLLBACK);
        };
    }

    private static Request upgrade(RequestId id, ClusterName cluster, Ask ask, boolean planOnly) {
        return new Request.ToUpgrade(
                id,
                cluster,
                KubernetesVersion.parse(ask.target()),
                ask.policy(),
                planOnly,
                Optional.empty(),
                "a simulation",
                "people");
    }

    private static Request steer(RequestId id, ClusterName cluster, Request.Verb verb) {
        return new Request.ToSteer(id, cluster, verb, "a simulation", "people");
    }
}
