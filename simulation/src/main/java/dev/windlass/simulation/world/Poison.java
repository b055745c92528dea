package dev.windlass.simulation.world;

import dev.windlass.runtime.topics.Topic;
import dev.windlass.simulation.scenario.Fault;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Records that nobody can read, as anybody may write them to the topics that are open to all. */
record Poison(People people) {
    private static final List<Topic> TOPICS = List.of(Topic.REQUESTS, Topic.REPORTS);

    void publish(Fault fault, String cluster) {
        var topic = TOPICS.get(fault.argument() % TOPICS.size());
        people.publish(topic, cluster.getBytes(StandardCharsets.UTF_8), value(fault.argument() / TOPICS.size()));
    }

    private static byte @Nullable [] value(int sort) {
        return switch (sort % 5) {
            case 0 -> null;
            case 1 -> new byte[0];
            case 2 -> new byte[] {0, 0, 0, 0, 99, 1, 2, 3};
            case 3 -> new byte[] {0, 0, 0, 0, 1, (byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x0f};
            default -> "{\"upgrade\": \"please\"}".getBytes(StandardCharsets.UTF_8);
        };
    }
}
