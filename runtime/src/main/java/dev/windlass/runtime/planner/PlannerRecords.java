package dev.windlass.runtime.planner;

import dev.windlass.core.event.Event;
import dev.windlass.core.event.EventRecord;
import dev.windlass.core.upgrade.ClusterState;
import dev.windlass.runtime.codec.Codecs;
import dev.windlass.runtime.topics.EventHeaders;
import dev.windlass.runtime.topics.Home;
import dev.windlass.runtime.topics.Topic;
import java.time.Instant;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.event.Level;

/** What the planner writes, ready to be sent to its partition. */
record PlannerRecords(Codecs codecs, int partition) {
    ProducerRecord<byte[], byte[]> event(EventRecord record) {
        var cluster = record.cluster().text();
        var id = cluster + "/" + record.sequence();
        var trace = record.upgrade().map(Object::toString).orElse(id);
        var kind = "event." + record.event().getClass().getSimpleName();
        var headers = new EventHeaders(kind, id, "planner", cluster, record.at(), trace).headers();
        return new ProducerRecord<>(
                Topic.EVENTS.topicName(),
                partition,
                Home.key(record.cluster()),
                codecs.events().encode(record),
                headers);
    }

    ProducerRecord<byte[], byte[]> snapshot(ClusterState state, Instant now) {
        var cluster = state.cluster().text();
        var id = cluster + "/state/" + state.sequence();
        var headers = EventHeaders.of("state.ClusterState", id, "planner", cluster, now)
                .headers();
        return new ProducerRecord<>(
                Topic.STATE.topicName(),
                partition,
                Home.key(state.cluster()),
                codecs.states().encode(state),
                headers);
    }

    /** Signs of life come every few seconds and are for who looks closely. */
    static Level level(Event event) {
        return event instanceof Event.StepProgressed ? Level.DEBUG : Level.INFO;
    }
}
