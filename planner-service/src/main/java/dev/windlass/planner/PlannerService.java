package dev.windlass.planner;

import dev.windlass.planner.http.Backend;
import dev.windlass.planner.http.BrokerProbe;
import dev.windlass.planner.http.OpenStreams;
import dev.windlass.runtime.config.InvalidConfig;
import dev.windlass.runtime.config.WindlassConfig;
import dev.windlass.runtime.events.EventReader;
import dev.windlass.runtime.events.RequestPublisher;
import dev.windlass.runtime.events.StateReplica;
import dev.windlass.runtime.planner.PlannerLoop;
import dev.windlass.runtime.planner.PlannerSettings;
import dev.windlass.runtime.schemas.SchemaRegistration;
import dev.windlass.runtime.topics.KafkaConnection;
import dev.windlass.runtime.topics.Topics;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A planner with its HTTP API, in this process. It comes up whether the brokers answer or not, and says in /health/ready how it is.
 *
 * <p>Nobody is asked who he is yet, so it listens on this host alone unless the configuration's http.host says otherwise.
 *
 * <p>Thread-safe.
 */
public final class PlannerService implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PlannerService.class);

    private final Backend backend;
    private final ApplicationContext context;
    private final EmbeddedServer server;

    private PlannerService(Backend backend, ApplicationContext context, EmbeddedServer server) {
        this.backend = backend;
        this.context = context;
        this.server = server;
    }

    /** Starts it on the port that the configuration names for it. */
    public static PlannerService start(WindlassConfig config) {
        return start(config, config.http().planner());
    }

    /**
     * Starts it.
     *
     * @param config names a broker; whoever embeds one puts its address there
     * @param port to listen on; 0 for a free one
     * @throws InvalidConfig when the configuration names no broker
     * @throws RuntimeException when the port is taken, or the user's schema registry does not answer
     */
    public static PlannerService start(WindlassConfig config, int port) {
        return start(config, port, PlannerSettings.DEFAULT, Clock.systemUTC());
    }

    static PlannerService start(WindlassConfig config, int port, PlannerSettings settings, Clock clock) {
        var backend = backend(config, settings, clock);
        var context = context(config, port, backend);
        try {
            var server = context.start().getBean(EmbeddedServer.class).start();
            var service = new PlannerService(backend, context, server);
            backend.replica().start();
            backend.loop().start();
            LOG.info("the planner's API is at {}", service.uri());
            return service;
        } catch (RuntimeException e) {
            context.close();
            close(backend);
            throw e;
        }
    }

    private static Backend backend(WindlassConfig config, PlannerSettings settings, Clock clock) {
        var servers = config.kafka()
                .bootstrapServers()
                .orElseThrow(() -> new InvalidConfig(
                        config.file(),
                        "kafka.bootstrapServers is missing: only windlass serve brings a broker of its own"));
        var connection = new KafkaConnection(servers, config.kafka().properties());
        var topics = new Topics(connection, config.kafka().partitions());
        var codecs = SchemaRegistration.codecs(config.kafka());
        return new Backend(
                config,
                topics,
                new PlannerLoop(connection, topics, codecs, settings, clock),
                new StateReplica(connection, topics, codecs, clock),
                new EventReader(connection, topics, codecs),
                new RequestPublisher(connection, topics, codecs, clock),
                new BrokerProbe(connection, clock),
                new OpenStreams(),
                clock);
    }

    private static ApplicationContext context(WindlassConfig config, int port, Backend backend) {
        return ApplicationContext.builder()
                .deduceEnvironment(false)
                .environments(Backend.ENVIRONMENT)
                .properties(Map.of(
                        "micronaut.application.name",
                        "windlass-planner",
                        "micronaut.server.host",
                        config.http().host(),
                        "micronaut.server.port",
                        port == 0 ? -1 : port,
                        "micronaut.server.max-request-size",
                        1 << 20,
                        // A stream of events is idle for as long as nothing happens.
                        "micronaut.server.idle-timeout",
                        "-1s",
                        "endpoints.all.enabled",
                        false))
                .banner(false)
                .singletons(backend)
                .build();
    }

    /** Where the API is. */
    public URI uri() {
        return URI.create("http://%s:%d".formatted(server.getHost(), server.getPort()));
    }

    public int port() {
        return server.getPort();
    }

    /**
     * Ends the streams of events, then the API, then the loop after the turn in hand: others take over at once. A second call does
     * nothing.
     */
    @Override
    public void close() {
        backend.streams().close();
        context.close();
        close(backend);
    }

    private static void close(Backend backend) {
        backend.loop().close();
        backend.replica().close();
        backend.publisher().close();
        backend.broker().close();
    }
}
