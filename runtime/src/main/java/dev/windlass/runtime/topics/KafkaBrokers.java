package dev.windlass.runtime.topics;

import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;

/** Brokers that are reached over the network. Thread-safe. */
public record KafkaBrokers(KafkaConnection connection, Topics topics) implements Brokers {
    @Override
    public Home home() {
        return topics.ensure();
    }

    @Override
    public Consumer<byte[], byte[]> consumer(String clientId, Map<String, Object> settings) {
        return connection.consumer(clientId, settings);
    }

    @Override
    public Producer<byte[], byte[]> producer(String clientId, Map<String, Object> settings) {
        return connection.producer(clientId, settings);
    }

    @Override
    public LogEnds logEnds() {
        return new AdminLogEnds(connection);
    }
}
