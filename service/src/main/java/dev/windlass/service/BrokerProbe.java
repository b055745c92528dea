package dev.windlass.service;

import dev.windlass.runtime.topics.KafkaConnection;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;

/** Asks the brokers every few seconds whether they answer, so that whoever wants to know need not wait. Thread-safe. */
public final class BrokerProbe implements AutoCloseable {
    private static final Duration WITHIN = Duration.ofSeconds(2);
    private static final Duration EVERY = Duration.ofSeconds(3);

    private final String servers;
    private final Admin admin;
    private final ScheduledExecutorService schedule = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("broker probe").factory());
    private volatile String problem;

    public BrokerProbe(KafkaConnection connection) {
        this.servers = connection.bootstrapServers();
        this.problem = "no Kafka broker has answered yet at " + servers;
        this.admin = connection.admin();
        var unused = schedule.scheduleWithFixedDelay(this::ask, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Empty when they answered when they were last asked. */
    public String problem() {
        return problem;
    }

    private void ask() {
        try {
            var unused = admin.describeCluster().nodes().get(WITHIN.toMillis(), TimeUnit.MILLISECONDS);
            problem = "";
        } catch (TimeoutException | ExecutionException e) {
            problem = "no Kafka broker answers at " + servers;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        schedule.shutdownNow();
        admin.close(Duration.ZERO);
    }
}
