package dev.windlass.runtime.topics;

import dev.windlass.schemas.wire.Subject;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** A topic and how it is configured. Keys are cluster names, so everything about one cluster is in one order. */
public enum Topic {
    /** What users ask for. Anyone may write. */
    REQUESTS(Subject.REQUEST, Duration.ofDays(30)),
    /** What happened. The planner alone writes. */
    EVENTS(Subject.EVENT, Duration.ofDays(365)),
    /** What executors and validators say. */
    REPORTS(Subject.REPORT, Duration.ofDays(7)),
    /** The newest snapshot of each cluster, by the planner. */
    STATE(Subject.STATE, Duration.ZERO),
    /** Records that could not be used. */
    DEAD_LETTERS(Subject.DEAD_LETTER, Duration.ofDays(90));

    /** Batches and headers take room too, and what is too large must arrive to become a dead letter. */
    private static final int ROOM = 2 * 1024 * 1024;

    private final Subject subject;
    private final Duration retention;

    Topic(Subject subject, Duration retention) {
        this.subject = subject;
        this.retention = retention;
    }

    /** Such as windlass.events. */
    public String topicName() {
        return subject.topic();
    }

    /** Whether it has a partition for each of the other partitioned topics, with the same clusters in it. */
    public boolean partitionedByCluster() {
        return this != DEAD_LETTERS;
    }

    /** compact or delete. */
    public String cleanupPolicy() {
        return this == STATE ? "compact" : "delete";
    }

    /** How long records are kept; zero where only the newest of each key is, for ever. */
    public Duration retention() {
        return retention;
    }

    /** How many bytes one batch may have. */
    public int mostBytes() {
        return subject.mostBytes() + ROOM;
    }

    /** The configuration that it is created with. */
    Map<String, String> configuration(int replicas) {
        var configuration = new TreeMap<String, String>();
        configuration.put("cleanup.policy", cleanupPolicy());
        configuration.put("max.message.bytes", String.valueOf(mostBytes()));
        if (replicas > 2) {
            configuration.put("min.insync.replicas", "2");
        }
        if (this == STATE) {
            // A short topic makes a short restart: segments end early, and what is superseded goes soon.
            configuration.put("segment.ms", String.valueOf(Duration.ofMinutes(5).toMillis()));
            configuration.put("segment.bytes", String.valueOf(32 * 1024 * 1024));
            configuration.put("min.cleanable.dirty.ratio", "0.1");
            configuration.put(
                    "delete.retention.ms", String.valueOf(Duration.ofHours(1).toMillis()));
        } else {
            configuration.put("retention.ms", String.valueOf(retention.toMillis()));
        }
        return configuration;
    }
}
