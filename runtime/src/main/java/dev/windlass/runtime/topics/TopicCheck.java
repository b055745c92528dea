package dev.windlass.runtime.topics;

import java.util.ArrayList;
import java.util.List;

/** Whether the topics that are there are as they must be. */
final class TopicCheck {
    private TopicCheck() {}

    /** A topic as it is. */
    record Found(Topic topic, int partitions, int replicas, String cleanupPolicy, long mostBytes) {}

    /** What works, but is less safe than the brokers that are there allow: a topic has as many replicas as there were when it was made. */
    static List<String> warnings(List<Found> all, int possible) {
        return all.stream()
                .filter(found -> found.replicas() < possible)
                .map(found ->
                        ("topic %s has %d replicas, and there are brokers for %d: what is acknowledged may be lost with a"
                                        + " broker. Repair: kafka-reassign-partitions, and min.insync.replicas=2")
                                .formatted(found.topic().topicName(), found.replicas(), possible))
                .toList();
    }

    /** What is, what must be, and the command that repairs it. */
    static List<String> problems(List<Found> all, int fewest, String bootstrapServers) {
        var most = all.stream()
                .filter(found -> found.topic().partitionedByCluster())
                .mapToInt(Found::partitions)
                .max()
                .orElse(fewest);
        var wanted = Math.max(most, fewest);
        var problems = new ArrayList<String>();
        for (var found : all) {
            if (!found.topic().cleanupPolicy().equals(found.cleanupPolicy())) {
                problems.add(policy(found, bootstrapServers));
            }
            if (found.mostBytes() < found.topic().mostBytes()) {
                problems.add(mostBytes(found, bootstrapServers));
            }
            if (found.topic().partitionedByCluster() && found.partitions() != wanted) {
                problems.add(partitions(found, wanted, bootstrapServers));
            }
        }
        return problems;
    }

    private static String policy(Found found, String bootstrapServers) {
        return ("topic %1$s has cleanup.policy=%2$s and must have %3$s. Repair: kafka-configs --bootstrap-server %4$s --alter"
                        + " --entity-type topics --entity-name %1$s --add-config cleanup.policy=%3$s")
                .formatted(
                        found.topic().topicName(),
                        found.cleanupPolicy(),
                        found.topic().cleanupPolicy(),
                        bootstrapServers);
    }

    private static String mostBytes(Found found, String bootstrapServers) {
        return ("topic %1$s has max.message.bytes=%2$d and must have %3$d or more. Repair: kafka-configs --bootstrap-server %4$s"
                        + " --alter --entity-type topics --entity-name %1$s --add-config max.message.bytes=%3$d")
                .formatted(
                        found.topic().topicName(),
                        found.mostBytes(),
                        found.topic().mostBytes(),
                        bootstrapServers);
    }

    /** A cluster's partition follows from their number, so adding some is right only while nothing is in them. */
    private static String partitions(Found found, int wanted, String bootstrapServers) {
        return ("topic %1$s has %2$d partitions and must have %3$d: as many as the other topics and at least kafka.partitions."
                        + " Repair: kafka-topics --bootstrap-server %4$s --alter --topic %1$s --partitions %3$d, if no upgrade was"
                        + " ever run; else set kafka.partitions to what is there")
                .formatted(found.topic().topicName(), found.partitions(), wanted, bootstrapServers);
    }
}
