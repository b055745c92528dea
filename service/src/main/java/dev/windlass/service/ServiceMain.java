package dev.windlass.service;

import dev.windlass.runtime.config.InvalidConfig;
import dev.windlass.runtime.config.WindlassConfig;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The main of a service: reads --config FILE, runs until a signal, and ends gracefully. */
public final class ServiceMain {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceMain.class);
    private static final int USAGE = 64;
    private static final int UNAVAILABLE = 69;

    private ServiceMain() {}

    /**
     * Runs a service in this process; returns only when it could not start.
     *
     * @return the exit code
     */
    public static int run(String service, String[] arguments, Function<WindlassConfig, Service> start) {
        if (arguments.length != 2 || !arguments[0].equals("--config")) {
            usage(service, arguments.length == 1 && arguments[0].equals("--help") ? System.out : System.err);
            return arguments.length == 1 && arguments[0].equals("--help") ? 0 : USAGE;
        }
        try {
            var config = WindlassConfig.load(Path.of(arguments[1]));
            if (config.kafka().bootstrapServers().isEmpty()) {
                throw new InvalidConfig(
                        config.file(),
                        "kafka.bootstrapServers is missing; only windlass serve brings a broker of its own");
            }
            untilSignal(service, start.apply(config));
            return 0;
        } catch (InvalidConfig e) {
            System.err.println("windlass " + service + ": " + e.getMessage());
            return USAGE;
        } catch (RuntimeException e) {
            LOG.debug("the {} can't start", service, e);
            System.err.println("windlass " + service + ": it can't start: " + StartTrouble.words(e));
            return UNAVAILABLE;
        }
    }

    /** Waits for SIGTERM or SIGINT, then closes. The JVM ends when that is done. */
    public static void untilSignal(String service, Service running) {
        LOG.info("the {} answers at {}", service, running.uri());
        var closed = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform().name("shutdown").unstarted(() -> {
                    LOG.info("the {} ends: what is in hand is handed over", service);
                    running.close();
                    closed.countDown();
                }));
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void usage(String service, PrintStream to) {
        to.printf("usage: java -jar %1$s-service.jar --config FILE%n", service);
        to.printf(
                "Runs the %s of Windlass until it is told to end. FILE names the broker and the clusters.%n", service);
    }
}
