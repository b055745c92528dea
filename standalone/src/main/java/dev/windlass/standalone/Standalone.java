package dev.windlass.standalone;

import dev.windlass.broker.EmbeddedBroker;
import dev.windlass.executor.ExecutorApplication;
import dev.windlass.kubernetes.Timing;
import dev.windlass.planner.PlannerService;
import dev.windlass.runtime.config.WindlassConfig;
import dev.windlass.service.Service;
import dev.windlass.validator.ValidatorApplication;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Planner, executor, validator and, where the configuration names no other, a real Kafka broker in this process. The services are the
 * very same as the separate ones and meet through the broker alone.
 */
final class Standalone implements Service {
    private static final Logger LOG = LoggerFactory.getLogger(Standalone.class);

    private final Deque<AutoCloseable> running = new ArrayDeque<>();
    private final PlannerService planner;

    /** Starts everything; what was started is closed again when something fails. */
    Standalone(WindlassConfig config, Timing validatorsTiming) {
        try {
            var servers = config.kafka().bootstrapServers().orElseGet(() -> broker(config));
            var withBroker = config.withBroker(servers);
            running.push(ValidatorApplication.start(withBroker, servers, validatorsTiming));
            running.push(ExecutorApplication.start(withBroker, servers));
            planner = PlannerService.start(withBroker);
            running.push(planner);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private String broker(WindlassConfig config) {
        var broker = EmbeddedBroker.start(config.dataDir().resolve("kafka"), 0);
        running.push(broker);
        LOG.info("the embedded broker is at {}, its records in {}", broker.bootstrapServers(), config.dataDir());
        return broker.bootstrapServers();
    }

    @Override
    public URI uri() {
        return planner.uri();
    }

    /** The broker goes last, so that what is in hand can be handed over. */
    @Override
    public void close() {
        while (!running.isEmpty()) {
            try {
                running.pop().close();
            } catch (Exception e) {
                LOG.warn("something did not close well", e);
            }
        }
    }
}
