package dev.windlass.runtime.topics;

import dev.windlass.runtime.topics.TopicCheck.Found;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Creates the topics that are missing and checks those that are there. Thread-safe. */
public final class Topics {
    private static final Logger LOG = LoggerFactory.getLogger(Topics.class);
    private static final int MOST_REPLICAS = 3;

    private final KafkaConnection connection;
    private final int partitions;
    private Optional<Home> home = Optional.empty();

    /** @param partitions how many each topic is created with, and the fewest that it may have */
    public Topics(KafkaConnection connection, int partitions) {
        this.connection = connection;
        this.partitions = partitions;
    }

    /**
     * Makes sure of the topics, once; later calls return what was found.
     *
     * @throws BrokerUnreachable when no broker answers within about ten seconds; ask again later
     * @throws TopicProblem when a topic is not as it must be
     */
    public synchronized Home ensure() {
        if (home.isEmpty()) {
            try (var admin = connection.admin()) {
                home = Optional.of(ensure(admin));
            } catch (RetriableException e) {
                throw new BrokerUnreachable(connection.bootstrapServers(), e);
            }
        }
        return home.get();
    }

    private Home ensure(Admin admin) {
        var replicas =
                Math.min(MOST_REPLICAS, answer(admin.describeCluster().nodes()).size());
        for (var topic : Topic.values()) {
            if (describe(admin, topic).isEmpty()) {
                create(admin, topic, replicas);
            }
        }
        var all =
                Arrays.stream(Topic.values()).map(topic -> found(admin, topic)).toList();
        var problems = TopicCheck.problems(all, partitions, connection.bootstrapServers());
        if (!problems.isEmpty()) {
            throw new TopicProblem(problems);
        }
        return new Home(all.get(Topic.EVENTS.ordinal()).partitions());
    }

    private static Found found(Admin admin, Topic topic) {
        // A topic that was just created may be unknown to the next broker for a moment: the caller asks again.
        var description = describe(admin, topic)
                .orElseThrow(() -> new UnknownTopicOrPartitionException(topic.topicName() + " is not there yet"));
        return new Found(topic, description.partitions().size(), cleanupPolicy(admin, topic));
    }

    private void create(Admin admin, Topic topic, int replicas) {
        var count = topic.partitionedByCluster() ? partitions : 1;
        var wanted = new NewTopic(topic.topicName(), count, (short) replicas).configs(topic.configuration(replicas));
        try {
            answer(admin.createTopics(List.of(wanted)).all());
            LOG.info("created topic {} with {} partitions, {} replicas", topic.topicName(), count, replicas);
        } catch (TopicExistsException e) {
            LOG.debug("another process created topic {} at the same time", topic.topicName());
        }
    }

    private static Optional<TopicDescription> describe(Admin admin, Topic topic) {
        try {
            var answers =
                    answer(admin.describeTopics(List.of(topic.topicName())).allTopicNames());
            return Optional.ofNullable(answers.get(topic.topicName()));
        } catch (UnknownTopicOrPartitionException e) {
            return Optional.empty();
        }
    }

    private static String cleanupPolicy(Admin admin, Topic topic) {
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.topicName());
        return answer(admin.describeConfigs(List.of(resource)).all()).values().stream()
                .map(configuration -> configuration.get("cleanup.policy").value())
                .findFirst()
                .orElse("unknown");
    }

    private static <T> T answer(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof KafkaException kafka) {
                throw kafka;
            }
            throw new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }
}
