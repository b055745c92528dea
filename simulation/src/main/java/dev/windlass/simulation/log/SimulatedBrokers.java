package dev.windlass.simulation.log;

import dev.windlass.runtime.topics.BrokerUnreachable;
import dev.windlass.runtime.topics.Brokers;
import dev.windlass.runtime.topics.Home;
import dev.windlass.runtime.topics.LogEnds;
import dev.windlass.simulation.log.Link.Patience;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/** The simulated brokers as one process reaches them. */
final class SimulatedBrokers implements Brokers {
    /** As {@link dev.windlass.runtime.topics.KafkaConnection#admin} has it. */
    private static final Patience ADMIN = new Patience(
            Duration.ofSeconds(5).toNanos(),
            Duration.ofSeconds(10).toNanos(),
            Duration.ofMillis(100).toNanos());

    private final Link link;
    private volatile Optional<Home> home = Optional.empty();

    SimulatedBrokers(Link link) {
        this.link = link;
    }

    @Override
    public Home home() {
        if (home.isEmpty()) {
            try {
                home = Optional.of(link.ask(
                        "the topics", ADMIN, () -> new Home(link.kafka().partitions())));
            } catch (TimeoutException e) {
                throw new BrokerUnreachable("simulated", e);
            }
        }
        return home.get();
    }

    @Override
    public Consumer<byte[], byte[]> consumer(String clientId, Map<String, Object> settings) {
        return new SimulatedConsumer(link, clientId, new Settings(settings));
    }

    @Override
    public Producer<byte[], byte[]> producer(String clientId, Map<String, Object> settings) {
        var of = new Settings(settings);
        return settings.containsKey(ProducerConfig.TRANSACTIONAL_ID_CONFIG)
                ? new TransactionalProducer(link, of)
                : new PlainProducer(link, clientId, of);
    }

    @Override
    public LogEnds logEnds() {
        return new LogEnds() {
            @Override
            public Map<TopicPartition, Long> of(Collection<TopicPartition> partitions) {
                return link.ask("the ends of the logs", ADMIN, "log.ends.after", () -> {
                    var ends = new LinkedHashMap<TopicPartition, Long>();
                    partitions.forEach(
                            name -> ends.put(name, link.kafka().partition(name).highWatermark()));
                    return ends;
                });
            }

            @Override
            public void close() {
                // There is no connection to end.
            }
        };
    }
}
