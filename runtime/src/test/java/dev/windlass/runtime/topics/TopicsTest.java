package dev.windlass.runtime.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.windlass.broker.EmbeddedBroker;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

@SuppressWarnings("NullAway.Init")
class TopicsTest {
    private static EmbeddedBroker broker;
    private static KafkaConnection connection;

    @BeforeAll
    static void start(@TempDir Path directory) {
        broker = EmbeddedBroker.start(directory, 0);
        connection = KafkaConnection.to(broker.bootstrapServers());
        assertThat(new Topics(connection, 3).ensure()).isEqualTo(new Home(3));
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Test
    void shouldCreateTopicsOnceAndTakeMorePartitionsThanConfigured() {
        assertThat(new Topics(connection, 3).ensure()).isEqualTo(new Home(3));
        assertThat(new Topics(connection, 2).ensure()).isEqualTo(new Home(3));
    }

    /** One after the other they would wait five times as long. */
    @Test
    void shouldTellEveryoneAtOnceThatNoBrokerAnswers() throws Exception {
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        var topics = new Topics(
                new KafkaConnection(
                        "127.0.0.1:" + port, Map.of("default.api.timeout.ms", "3000", "request.timeout.ms", "1000")),
                3);
        try (var askers = Executors.newVirtualThreadPerTaskExecutor()) {
            var begun = System.nanoTime();
            var answers = IntStream.range(0, 5)
                    .mapToObj(i -> askers.submit(topics::ensure))
                    .toList();
            for (var answer : answers) {
                assertThatThrownBy(answer::get)
                        .hasCauseInstanceOf(BrokerUnreachable.class)
                        .hasMessageContaining("127.0.0.1:" + port);
            }
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(9));
        }
    }

    /** Each alone is allowed, and so are both; Kafka refuses a whole question that may take less time than one request of it. */
    @ParameterizedTest
    @CsvSource({"request.timeout.ms, 30000", "default.api.timeout.ms, 3000"})
    void shouldTakeATimeoutThatIsNotTheUsualOne(String key, String value) {
        var slow = new KafkaConnection(broker.bootstrapServers(), Map.of(key, value));
        assertThat(new Topics(slow, 3).ensure()).isEqualTo(new Home(3));
        slow.producer("test", Map.of()).close();
        slow.consumer("test", Map.of()).close();
    }

    /** What may overflow, run out of memory or fail to load: the next one asks again, and is not left to wait for this one. */
    @Test
    void shouldAskAgainAfterAnError(@TempDir Path directory) {
        var log = (Logger) LoggerFactory.getLogger(Topics.class);
        var level = log.getLevel();
        var failing = new AppenderBase<ILoggingEvent>() {
            @Override
            protected void append(ILoggingEvent event) {
                log.detachAppender(this);
                throw new StackOverflowError("while a topic's creation was logged");
            }
        };
        failing.start();
        log.setLevel(Level.INFO);
        log.addAppender(failing);
        try (var other = EmbeddedBroker.start(directory, 0)) {
            var topics = new Topics(KafkaConnection.to(other.bootstrapServers()), 1);
            assertThatThrownBy(topics::ensure).isInstanceOf(StackOverflowError.class);
            assertThat(assertTimeoutPreemptively(Duration.ofSeconds(60), topics::ensure))
                    .isEqualTo(new Home(1));
        } finally {
            log.detachAppender(failing);
            log.setLevel(level);
        }
    }

    @Test
    void shouldNameTopicsWithTooFewPartitionsAndTheRepair() {
        var problem = catchThrowableOfType(TopicProblem.class, () -> new Topics(connection, 8).ensure());
        assertThat(problem.problems())
                .hasSize(4)
                .allSatisfy(line -> assertThat(line)
                        .contains("has 3 partitions and must have 8")
                        .contains("kafka-topics --bootstrap-server " + connection.bootstrapServers())
                        .contains("--partitions 8"));
    }

    @Test
    void shouldNameAWrongCleanupPolicyAndTheRepair() throws Exception {
        alter(Topic.STATE, "cleanup.policy", "delete");
        try {
            assertThatThrownBy(() -> new Topics(connection, 3).ensure())
                    .isInstanceOf(TopicProblem.class)
                    .hasMessageContaining("topic windlass.state has cleanup.policy=delete and must have compact")
                    .hasMessageContaining("kafka-configs --bootstrap-server")
                    .hasMessageContaining("--entity-name windlass.state --add-config cleanup.policy=compact");
        } finally {
            alter(Topic.STATE, "cleanup.policy", "compact");
        }
    }

    @Test
    void shouldNameATopicThatTakesTooSmallRecordsOnly() throws Exception {
        alter(Topic.EVENTS, "max.message.bytes", "1000000");
        try {
            assertThatThrownBy(() -> new Topics(connection, 3).ensure())
                    .hasMessageContaining("topic windlass.events has max.message.bytes=1000000");
        } finally {
            alter(Topic.EVENTS, "max.message.bytes", String.valueOf(Topic.EVENTS.mostBytes()));
        }
    }

    @Test
    void shouldNameTopicsThatDiffer(@TempDir Path directory) throws Exception {
        try (var other = EmbeddedBroker.start(directory, 0)) {
            var there = KafkaConnection.to(other.bootstrapServers());
            new Topics(there, 1).ensure();
            try (var admin = there.admin()) {
                admin.createPartitions(Map.of("windlass.requests", NewPartitions.increaseTo(2)))
                        .all()
                        .get();
            }
            var problem = catchThrowableOfType(TopicProblem.class, () -> new Topics(there, 1).ensure());
            assertThat(problem.problems()).hasSize(3).noneMatch(line -> line.startsWith("topic windlass.requests"));
        }
    }

    @Test
    void shouldConfigureForOneBrokerAndForThree() {
        assertThat(Topic.EVENTS.configuration(1)).doesNotContainKey("min.insync.replicas");
        assertThat(Topic.EVENTS.configuration(3))
                .containsEntry("min.insync.replicas", "2")
                .containsKey("retention.ms");
        assertThat(Topic.STATE.configuration(3))
                .containsEntry("cleanup.policy", "compact")
                .doesNotContainKey("retention.ms");
        assertThat(Arrays.stream(Topic.values()).map(Topic::topicName).collect(Collectors.toSet()))
                .hasSize(5);
    }

    @Test
    void shouldSayWhereNoBrokerAnswers() {
        var impatient = Map.of("default.api.timeout.ms", "1000", "request.timeout.ms", "500");
        var nowhere = new KafkaConnection("127.0.0.1:1", impatient);
        assertThatThrownBy(() -> new Topics(nowhere, 1).ensure())
                .isInstanceOf(BrokerUnreachable.class)
                .hasMessageContaining("127.0.0.1:1")
                .hasMessageContaining("kafka.bootstrapServers");
    }

    private static void alter(Topic topic, String key, String value) throws Exception {
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.topicName());
        var change = new AlterConfigOp(new ConfigEntry(key, value), AlterConfigOp.OpType.SET);
        try (var admin = connection.admin()) {
            admin.incrementalAlterConfigs(Map.of(resource, List.of(change)))
                    .all()
                    .get();
        }
    }
}
