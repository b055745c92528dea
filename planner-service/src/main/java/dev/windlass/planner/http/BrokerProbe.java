package dev.windlass.planner.http;

import dev.windlass.runtime.topics.KafkaConnection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;

/** Whether the brokers answer now. An answer counts for some seconds, so that asking often costs nothing. Thread-safe. */
public final class BrokerProbe implements AutoCloseable {
    private static final Duration WITHIN = Duration.ofSeconds(2);
    private static final Duration FRESH = Duration.ofSeconds(3);

    private final String servers;
    private final Admin admin;
    private final Clock clock;
    private Instant asked = Instant.MIN;
    private String problem = "";

    public BrokerProbe(KafkaConnection connection, Clock clock) {
        this.servers = connection.bootstrapServers();
        this.admin = connection.admin();
        this.clock = clock;
    }

    /** Empty when they answer. */
    public synchronized String problem() {
        var now = clock.instant();
        if (asked.isBefore(now.minus(FRESH))) {
            problem = ask();
            asked = clock.instant();
        }
        return problem;
    }

    private String ask() {
        try {
            var unused = admin.describeCluster().nodes().get(WITHIN.toMillis(), TimeUnit.MILLISECONDS);
            return "";
        } catch (TimeoutException | ExecutionException e) {
            return "no Kafka broker answers at " + servers;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(1));
    }
}
