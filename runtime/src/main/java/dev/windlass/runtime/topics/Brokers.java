package dev.windlass.runtime.topics;

import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;

/**
 * The Kafka brokers, as far as the loops need them. Thread-safe. {@link KafkaBrokers} is the real one; a simulation has its own, with
 * the same meaning.
 */
public interface Brokers {
    /**
     * Makes sure of the topics, once; later calls return what was found.
     *
     * @throws BrokerUnreachable when no broker answers within about ten seconds; ask again later
     * @throws TopicProblem when a topic is not as it must be
     */
    Home home();

    /**
     * A consumer that sees committed records only and commits nothing by itself.
     *
     * @param settings as in {@link org.apache.kafka.clients.consumer.ConsumerConfig}
     */
    Consumer<byte[], byte[]> consumer(String clientId, Map<String, Object> settings);

    /**
     * A producer whose every record is acknowledged by all in-sync replicas, once and in order.
     *
     * @param settings as in {@link org.apache.kafka.clients.producer.ProducerConfig}
     */
    Producer<byte[], byte[]> producer(String clientId, Map<String, Object> settings);

    /** Close it after use. */
    LogEnds logEnds();
}
