package dev.windlass.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerTest {
    @TempDir
    Path directory;

    @Test
    void shouldKeepTopicsOverARestart() throws Exception {
        try (var broker = EmbeddedBroker.start(directory.resolve("kafka"), 0);
                var admin = admin(broker)) {
            admin.createTopics(List.of(new NewTopic("kept", Optional.of(3), Optional.empty())))
                    .all()
                    .get();
        }
        try (var broker = EmbeddedBroker.start(directory.resolve("kafka"), 0);
                var admin = admin(broker)) {
            assertThat(admin.listTopics().names().get()).contains("kept");
        }
    }

    @Test
    void shouldCommitTransactions() throws Exception {
        try (var broker = EmbeddedBroker.start(directory, 0);
                var admin = admin(broker);
                var producer = producer(broker)) {
            admin.createTopics(List.of(new NewTopic("facts", 1, (short) 1)))
                    .all()
                    .get();
            producer.initTransactions();
            producer.beginTransaction();
            var sent = producer.send(new ProducerRecord<>("facts", "key", "value"));
            producer.commitTransaction();
            assertThat(sent.get().offset()).isZero();
        }
    }

    @Test
    void shouldNameTheTakenPort() throws Exception {
        try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> EmbeddedBroker.start(directory, other.getLocalPort()))
                    .isInstanceOf(BrokerStartException.class)
                    .hasMessageContaining("port " + other.getLocalPort());
        }
    }

    /** First in this process: what is opened and closed here must not free the lock for the other one. */
    @Test
    void shouldRefuseADirectoryInUseAndLeaveItsBrokerAlone() throws Exception {
        try (var broker = EmbeddedBroker.start(directory, 0);
                var admin = admin(broker)) {
            assertThatThrownBy(() -> EmbeddedBroker.start(directory, 0))
                    .isInstanceOf(BrokerStartException.class)
                    .hasMessageContaining(directory.toString());
            assertThat(OtherProcess.run(Start.class, directory.toString()))
                    .contains("BrokerStartException")
                    .contains(directory + " belongs to another windlass that is running; stop that one");
            admin.createTopics(List.of(new NewTopic("unharmed", 1, (short) 1)))
                    .all()
                    .get();
        }
    }

    /** Another process that would have the directory. */
    public static final class Start {
        private Start() {}

        public static void main(String[] args) {
            try (var broker = EmbeddedBroker.start(Path.of(args[0]), 0)) {
                System.out.println("started at " + broker.bootstrapServers());
            } catch (BrokerStartException e) {
                System.out.println(e);
            }
        }
    }

    @Test
    void shouldRefuseAFileAsDirectory() throws Exception {
        var file = Files.writeString(directory.resolve("file"), "not a directory");
        assertThatThrownBy(() -> EmbeddedBroker.start(file, 0))
                .isInstanceOf(BrokerStartException.class)
                .hasMessageContaining(file.toString());
    }

    private static Admin admin(EmbeddedBroker broker) {
        return Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
    }

    private static KafkaProducer<String, String> producer(EmbeddedBroker broker) {
        return new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        broker.bootstrapServers(),
                        ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                        "test"),
                new StringSerializer(),
                new StringSerializer());
    }
}
