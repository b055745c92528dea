package dev.windlass.service;

import dev.windlass.clockwork.Clockwork;
import dev.windlass.core.procedure.Actor;
import dev.windlass.runtime.config.WindlassConfig;
import dev.windlass.runtime.schemas.SchemaRegistration;
import dev.windlass.runtime.topics.KafkaBrokers;
import dev.windlass.runtime.topics.KafkaConnection;
import dev.windlass.runtime.topics.Topics;
import dev.windlass.runtime.work.ActorSettings;
import dev.windlass.runtime.work.ActorStatus;
import dev.windlass.runtime.work.StepConsumer;
import dev.windlass.runtime.work.StepWork;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An executor or a validator as a service: the loop that takes steps, and its health. */
public final class ActorService implements Service {
    private static final Logger LOG = LoggerFactory.getLogger(ActorService.class);

    private final StepConsumer steps;
    private final BrokerProbe broker;
    private final AutoCloseable work;
    private final HttpShell http;

    private ActorService(StepConsumer steps, BrokerProbe broker, AutoCloseable work, HttpShell http) {
        this.steps = steps;
        this.broker = broker;
        this.work = work;
        this.http = http;
    }

    /**
     * Starts it; the loop connects by itself, now or as soon as there is a broker.
     *
     * @param bootstrapServers of the broker
     * @param work closed with the service
     * @throws StartFailure when its port is taken
     * @throws dev.windlass.runtime.schemas.SchemaRegistryFailure when the configuration names a registry that does not answer
     */
    public static <W extends StepWork & AutoCloseable> ActorService start(
            Actor actor, WindlassConfig config, String bootstrapServers, int port, W work) {
        var connection = new KafkaConnection(bootstrapServers, config.kafka().properties());
        var topics = new Topics(connection, config.kafka().partitions());
        var settings = ActorSettings.of(actor, InstanceName.here());
        var steps = new StepConsumer(
                new KafkaBrokers(connection, topics),
                SchemaRegistration.codecs(config.kafka()),
                settings,
                work,
                Clockwork.system());
        var broker = new BrokerProbe(connection);
        var http = HttpShell.start(
                actor.name().toLowerCase(Locale.ROOT),
                config.http(),
                port,
                new Health(() -> health(steps.status(), broker.problem())));
        config.problems().forEach(problem -> LOG.warn("{}", problem));
        steps.start();
        return new ActorService(steps, broker, work, http);
    }

    /** A loop that has nothing to do does not notice that the brokers are away, and no loop that nobody hears of its work. */
    static Health.Answer health(ActorStatus status, String brokerProblem) {
        return new Health.Answer(
                status.loop().running() && status.reporting() && brokerProblem.isEmpty(),
                Map.of(
                        "broker", brokerProblem.isEmpty() ? "up" : brokerProblem,
                        "phase", status.loop().phase().name().toLowerCase(Locale.ROOT),
                        "since", status.loop().since().toString(),
                        "problem",
                                status.reporting()
                                        ? status.loop().problem()
                                        : "what sends reports has died, see the log: start this service anew",
                        "steps", String.valueOf(status.running().size()),
                        "unsentReports", String.valueOf(status.unsent())));
    }

    @Override
    public URI uri() {
        return http.uri();
    }

    @Override
    public void close() {
        http.close();
        steps.close();
        broker.close();
        try {
            work.close();
        } catch (Exception e) {
            LOG.warn("connections were not closed well", e);
        }
    }
}
