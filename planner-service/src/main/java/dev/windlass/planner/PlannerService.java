package dev.windlass.planner;

import dev.windlass.clockwork.Clockwork;
import dev.windlass.planner.http.Backend;
import dev.windlass.planner.http.OpenStreams;
import dev.windlass.runtime.config.InvalidConfig;
import dev.windlass.runtime.config.WindlassConfig;
import dev.windlass.runtime.events.EventReader;
import dev.windlass.runtime.events.RequestPublisher;
import dev.windlass.runtime.events.StateReplica;
import dev.windlass.runtime.loop.LoopStatus;
import dev.windlass.runtime.planner.PlannerLoop;
import dev.windlass.runtime.planner.PlannerSettings;
import dev.windlass.runtime.planner.PlannerStatus;
import dev.windlass.runtime.schemas.SchemaRegistration;
import dev.windlass.runtime.topics.KafkaBrokers;
import dev.windlass.runtime.topics.KafkaConnection;
import dev.windlass.runtime.topics.Topics;
import dev.windlass.service.BrokerProbe;
import dev.windlass.service.Health;
import dev.windlass.service.HttpShell;
import dev.windlass.service.Service;
import java.net.URI;
import java.time.Clock;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A planner with its HTTP API, in this process. It comes up whether the brokers answer or not, and says in /health/ready how it is.
 *
 * <p>Nobody is asked who he is yet, so it listens on this host alone unless the configuration's http.host says otherwise.
 *
 * <p>Thread-safe.
 */
public final class PlannerService implements Service {
    private final Backend backend;
    private final HttpShell http;
    private final AtomicBoolean closed = new AtomicBoolean();

    private PlannerService(Backend backend, HttpShell http) {
        this.backend = backend;
        this.http = http;
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
     * @throws dev.windlass.service.StartFailure when the port is taken
     * @throws dev.windlass.runtime.schemas.SchemaRegistryFailure when the configuration names a schema registry that does not answer
     */
    public static PlannerService start(WindlassConfig config, int port) {
        var backend = backend(config);
        try {
            var http = HttpShell.start(
                    Backend.ENVIRONMENT, config.http(), port, backend, new Health(() -> health(backend)));
            backend.replica().start();
            backend.loop().start();
            return new PlannerService(backend, http);
        } catch (RuntimeException e) {
            close(backend);
            throw e;
        }
    }

    private static Backend backend(WindlassConfig config) {
        var clock = Clock.systemUTC();
        var servers = config.kafka()
                .bootstrapServers()
                .orElseThrow(() -> new InvalidConfig(
                        config.file(),
                        "kafka.bootstrapServers is missing: only windlass serve brings a broker of its own"));
        var codecs = SchemaRegistration.codecs(config.kafka());
        var connection = new KafkaConnection(servers, config.kafka().properties());
        var topics = new Topics(connection, config.kafka().partitions());
        var brokers = new KafkaBrokers(connection, topics);
        var publisher = new RequestPublisher(connection, topics, codecs, clock);
        var probe = new BrokerProbe(connection);
        return new Backend(
                config,
                topics,
                new PlannerLoop(brokers, codecs, PlannerSettings.DEFAULT, Clockwork.system()),
                new StateReplica(brokers, codecs, Clockwork.system()),
                new EventReader(connection, topics, codecs),
                publisher,
                probe,
                new OpenStreams(probe::problem),
                clock);
    }

    private static Health.Answer health(Backend backend) {
        var replica = backend.replica();
        return health(
                backend.loop().status(),
                replica.status(),
                replica.caughtUp(),
                backend.broker().problem());
    }

    /**
     * Ready means that an answer is right: the state is read and followed, the loop runs and the brokers answer.
     *
     * @param replica which, unlike what it has read once, goes from running to troubled where it can't read on
     */
    static Health.Answer health(PlannerStatus planner, LoopStatus replica, boolean stateRead, String broker) {
        var details = new TreeMap<String, String>();
        details.put("phase", planner.loop().phase().name().toLowerCase(java.util.Locale.ROOT));
        details.put("since", planner.loop().since().toString());
        details.put("problem", planner.loop().problem());
        details.put(
                "partitions", planner.partitions().stream().sorted().toList().toString());
        details.put("stateRead", String.valueOf(stateRead));
        details.put("stateProblem", replica.problem());
        details.put("broker", broker.isEmpty() ? "up" : broker);
        details.put("stopped", new TreeMap<>(planner.stopped()).toString());
        var ready = planner.loop().running() && replica.running() && broker.isEmpty();
        return new Health.Answer(ready, details);
    }

    /** Where the API is. */
    @Override
    public URI uri() {
        return http.uri();
    }

    /**
     * Ends the streams of events, then the API, then the loop after the turn in hand: others take over at once. A second call does
     * nothing.
     */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            backend.streams().close();
            http.close();
            close(backend);
        }
    }

    private static void close(Backend backend) {
        // Where no broker answers each takes its time to give up.
        try (var closing = Executors.newVirtualThreadPerTaskExecutor()) {
            closing.execute(backend.loop()::close);
            closing.execute(backend.replica()::close);
        }
        backend.publisher().close();
        backend.broker().close();
    }
}
