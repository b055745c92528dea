package dev.windlass.broker;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;
import org.apache.kafka.server.common.MetadataVersion;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real Kafka broker (KRaft, controller and broker in one) inside this JVM, listening on the loopback address only.
 *
 * <p>Kafka promises nothing about the server classes that this uses, so nothing else may name them. A data directory
 * belongs to one running broker; started again on the same directory, the broker has its topics and offsets back.
 *
 * <p>Starting takes two to three seconds on a quiet machine. Safe for use by several threads.
 */
public final class EmbeddedBroker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedBroker.class);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(20);

    private final KafkaRaftServer server;
    private final int port;
    private final DirectoryLock lock;

    private EmbeddedBroker(KafkaRaftServer server, int port, DirectoryLock lock) {
        this.server = server;
        this.port = port;
        this.lock = lock;
    }

    /**
     * Starts a broker and returns when it accepts clients.
     *
     * @param dataDirectory created when missing, and formatted the first time only: a second format would give the
     *     cluster another id, and the broker would refuse its own data
     * @param port to listen on, or 0 for a free one
     * @throws BrokerStartException when the port is taken, the directory belongs to another running broker, or cannot be
     *     written
     */
    public static EmbeddedBroker start(Path dataDirectory, int port) {
        int brokerPort = port == 0 ? freePort() : claimable(port);
        var lock = locked(dataDirectory);
        try {
            return new EmbeddedBroker(started(dataDirectory, brokerPort), brokerPort, lock);
        } catch (RuntimeException e) {
            free(lock);
            throw e;
        }
    }

    private static DirectoryLock locked(Path dataDirectory) {
        try {
            Files.createDirectories(dataDirectory);
            return DirectoryLock.take(dataDirectory);
        } catch (IOException e) {
            throw unusable(dataDirectory, e);
        }
    }

    private static KafkaRaftServer started(Path dataDirectory, int brokerPort) {
        KafkaRaftServer server;
        try {
            formatOnce(dataDirectory);
            var settings = BrokerSettings.forLoopback(dataDirectory, brokerPort, freePort());
            server = new KafkaRaftServer(KafkaConfig.fromProps(settings, false), Time.SYSTEM);
        } catch (Exception e) {
            throw unusable(dataDirectory, e);
        }
        try {
            server.startup();
            return server;
        } catch (RuntimeException e) {
            server.shutdown();
            throw new BrokerStartException(
                    "the embedded Kafka broker did not start on port " + brokerPort + ": " + e.getMessage(), e);
        }
    }

    private static BrokerStartException unusable(Path dataDirectory, Exception cause) {
        return new BrokerStartException(
                "the embedded Kafka broker cannot use its data directory " + dataDirectory + ": " + cause, cause);
    }

    private static void free(DirectoryLock lock) {
        try {
            lock.close();
        } catch (IOException e) {
            LOG.warn("the lock of a data directory was not closed well", e);
        }
    }

    /** The address for clients in this host, as {@code bootstrap.servers} wants it. */
    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    /**
     * Shuts the broker down in order and returns when its files are closed. A second call does nothing.
     *
     * <p>Kafka's Raft thread was seen to spin for ever in its own shutdown on a machine under load, so the wait has an end. What is left
     * then is what a kill would leave, from which the next start recovers; as long as this process lives, the directory stays its own.
     */
    @Override
    public void close() {
        var shutdown = Thread.ofPlatform().daemon().name("broker-shutdown").start(() -> {
            server.shutdown();
            server.awaitShutdown();
            free(lock);
        });
        try {
            if (!shutdown.join(CLOSE_WITHIN)) {
                LOG.warn(
                        "the embedded broker did not shut down within {}; it recovers at its next start", CLOSE_WITHIN);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void formatOnce(Path dataDirectory) throws Exception {
        if (Files.exists(dataDirectory.resolve("meta.properties"))) {
            return;
        }
        new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false))
                .setClusterId(Uuid.randomUuid().toString())
                .setNodeId(BrokerSettings.NODE_ID)
                .setSupportedFeatures(Feature.PRODUCTION_FEATURES)
                .setReleaseVersion(MetadataVersion.latestProduction())
                .setControllerListenerName(BrokerSettings.CONTROLLER_LISTENER)
                .setMetadataLogDirectory(dataDirectory.toString())
                .addDirectory(dataDirectory.toString())
                .run();
    }

    /** Asks before Kafka does: its own answer to a taken port is a stack trace from another thread. */
    private static int claimable(int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return port;
        } catch (IOException e) {
            throw new BrokerStartException(
                    "port " + port + " of 127.0.0.1, which the embedded Kafka broker wants, is taken (" + e.getMessage()
                            + "); stop the other program, or set kafka.bootstrapServers to use a broker of your own",
                    e);
        }
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("no free port on the loopback address", e);
        }
    }
}
