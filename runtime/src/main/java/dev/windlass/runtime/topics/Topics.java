package dev.windlass.runtime.topics;

import dev.windlass.runtime.topics.TopicCheck.Found;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Creates the topics that are missing and checks those that are there. Thread-safe. */
public final class Topics {
    private static final Logger LOG = LoggerFactory.getLogger(Topics.class);
    private static final int MOST_REPLICAS = 3;
    private static final Duration VISIBLE_WITHIN = Duration.ofSeconds(10);
    private static final Duration ASK_AGAIN = Duration.ofMillis(50);
    private static final CompletableFuture<Home> NOT_ASKED = new CompletableFuture<>();

    private final KafkaConnection connection;
    private final int partitions;
    /** What was found, or who is asking now. */
    private final AtomicReference<CompletableFuture<Home>> newest = new AtomicReference<>(NOT_ASKED);

    /** @param partitions how many each topic is created with, and the fewest that it may have */
    public Topics(KafkaConnection connection, int partitions) {
        this.connection = connection;
        this.partitions = partitions;
    }

    /**
     * Makes sure of the topics, once; later calls return what was found. Whoever asks while another is asking the brokers gets the
     * same answer, be it a failure, so that nobody waits for more than one.
     *
     * @throws BrokerUnreachable when no broker answers within about ten seconds; ask again later
     * @throws TopicProblem when a topic is not as it must be
     */
    public Home ensure() {
        while (true) {
            var mine = new CompletableFuture<Home>();
            var asking = newest.compareAndExchange(NOT_ASKED, mine);
            if (asking == NOT_ASKED) {
                return ask(mine);
            }
            try {
                return asking.get();
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof InterruptException)) {
                    throw e.getCause() instanceof RuntimeException failure ? failure : new KafkaException(e.getCause());
                }
                // Whoever asked was told to end; this one was not.
            } catch (InterruptedException e) {
                throw new InterruptException(e);
            }
        }
    }

    private Home ask(CompletableFuture<Home> asking) {
        try {
            var home = home();
            asking.complete(home);
            return home;
        } catch (RuntimeException | Error e) {
            // Whatever it was, nobody is asking any more, and those who wait must not wait for ever.
            newest.set(NOT_ASKED);
            asking.completeExceptionally(e);
            throw e;
        }
    }

    private Home home() {
        var admin = connection.admin();
        try {
            return ensure(admin);
        } catch (TimeoutException | DisconnectException e) {
            throw new BrokerUnreachable(connection.bootstrapServers(), e);
        } finally {
            // Every question was answered or is no longer of interest: closing it otherwise waits for brokers that are
            // away.
            admin.close(Duration.ZERO);
        }
    }

    private Home ensure(Admin admin) {
        var replicas = Math.min(
                MOST_REPLICAS, Answers.of(admin.describeCluster().nodes()).size());
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
        TopicCheck.warnings(all, replicas).forEach(warning -> LOG.warn("{}", warning));
        return new Home(all.get(Topic.EVENTS.ordinal()).partitions());
    }

    private static Found found(Admin admin, Topic topic) {
        var description = describeSoon(admin, topic);
        var configuration = configuration(admin, topic);
        return new Found(
                topic,
                description.partitions().size(),
                description.partitions().stream()
                        .mapToInt(partition -> partition.replicas().size())
                        .min()
                        .orElse(0),
                configuration.get("cleanup.policy").value(),
                Long.parseLong(configuration.get("max.message.bytes").value()));
    }

    private void create(Admin admin, Topic topic, int replicas) {
        var count = topic.partitionedByCluster() ? partitions : 1;
        var wanted = new NewTopic(topic.topicName(), count, (short) replicas).configs(topic.configuration(replicas));
        try {
            Answers.of(admin.createTopics(List.of(wanted)).all());
            LOG.info("created topic {} with {} partitions, {} replicas", topic.topicName(), count, replicas);
        } catch (TopicExistsException e) {
            LOG.debug("another process created topic {} at the same time", topic.topicName());
        }
    }

    /** A topic that was just created is unknown to some broker for a moment. */
    private static TopicDescription describeSoon(Admin admin, Topic topic) {
        var deadline = System.nanoTime() + VISIBLE_WITHIN.toNanos();
        var never = new CountDownLatch(1);
        try {
            var description = describe(admin, topic);
            while (description.isEmpty() && System.nanoTime() < deadline) {
                never.await(ASK_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
                description = describe(admin, topic);
            }
            return description.orElseThrow(() -> new UnknownTopicOrPartitionException(
                    "topic %s was created and is not there after %s".formatted(topic.topicName(), VISIBLE_WITHIN)));
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    private static Optional<TopicDescription> describe(Admin admin, Topic topic) {
        try {
            var answers =
                    Answers.of(admin.describeTopics(List.of(topic.topicName())).allTopicNames());
            return Optional.ofNullable(answers.get(topic.topicName()));
        } catch (UnknownTopicOrPartitionException e) {
            return Optional.empty();
        }
    }

    private static Config configuration(Admin admin, Topic topic) {
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.topicName());
        return Answers.of(admin.describeConfigs(List.of(resource)).all()).values().stream()
                .findFirst()
                .orElseThrow();
    }
}
