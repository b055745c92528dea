package dev.windlass.simulation.log;

import dev.windlass.simulation.log.Link.Patience;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;

/** The settings of a client, and Kafka's defaults for what is not set. */
record Settings(Map<String, Object> all) {
    private static final int REQUEST_TIMEOUT_MS = 30_000;
    private static final int BACKOFF_MS = 100;

    String text(String name, String otherwise) {
        return all.getOrDefault(name, otherwise).toString();
    }

    int number(String name, int otherwise) {
        return Integer.parseInt(text(name, String.valueOf(otherwise)));
    }

    long nanos(String name, int otherwiseMillis) {
        return number(name, otherwiseMillis) * 1_000_000L;
    }

    /** @param timeout the setting that says when a call is given up */
    Patience patience(String timeout, int otherwiseMillis) {
        return new Patience(
                nanos(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MS),
                nanos(timeout, otherwiseMillis),
                nanos(CommonClientConfigs.RETRY_BACKOFF_MS_CONFIG, BACKOFF_MS));
    }
}
