package dev.windlass.simulation.log;

import dev.windlass.broker.EmbeddedBroker;
import dev.windlass.clockwork.Clockwork;
import dev.windlass.runtime.topics.Brokers;
import dev.windlass.runtime.topics.KafkaBrokers;
import dev.windlass.runtime.topics.KafkaConnection;
import dev.windlass.runtime.topics.Topics;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;

/** A real broker, inside this JVM. */
final class RealLog implements LogUnderTest {
    private final Path directory;
    private EmbeddedBroker broker;
    private final Brokers brokers;

    RealLog(Path directory) {
        this.directory = directory;
        broker = EmbeddedBroker.start(directory, 0);
        var connection = KafkaConnection.to(broker.bootstrapServers());
        brokers = new KafkaBrokers(connection, new Topics(connection, PARTITIONS));
        brokers.home();
    }

    @Override
    public Brokers brokers(String process) {
        return brokers;
    }

    @Override
    public Clockwork clockwork() {
        return Clockwork.system();
    }

    @Override
    public void run(Body body) throws Exception {
        body.run();
    }

    /** No heartbeat follows, and no goodbye. */
    @Override
    public void vanish(String process, Consumer<byte[], byte[]> consumer) {
        consumer.close(CloseOptions.timeout(Duration.ofSeconds(1))
                .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.REMAIN_IN_GROUP));
    }

    @Override
    public void restart() {
        var servers = broker.bootstrapServers();
        broker.close();
        broker = EmbeddedBroker.start(directory, Integer.parseInt(servers.substring(servers.lastIndexOf(':') + 1)));
    }

    @Override
    public void close() {
        broker.close();
    }
}
