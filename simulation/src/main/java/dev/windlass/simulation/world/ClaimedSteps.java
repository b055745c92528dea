package dev.windlass.simulation.world;

import dev.windlass.core.event.Event;
import dev.windlass.core.event.EventRecord;
import dev.windlass.core.report.Report;
import dev.windlass.runtime.topics.Topic;
import dev.windlass.simulation.invariant.Promises;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * A step is claimed together with how far the claiming group has read, and never by one that has read already that somebody has the step.
 * Told of what becomes durable, in that order.
 */
final class ClaimedSteps {
    private static final String NAME = "ClaimsFollowReading";

    private final Promises promises;
    /** The offset of the event that says who has a try. */
    private final Map<Try, Long> taken = new HashMap<>();

    private final List<Claim> claims = new ArrayList<>();

    private record Claim(Try what, String by, int partition) {}

    ClaimedSteps(Promises promises) {
        this.promises = promises;
    }

    void recorded(EventRecord record, long offset) {
        if (record.event() instanceof Event.StepStarted) {
            Try.of(record).ifPresent(started -> taken.putIfAbsent(started, offset));
        }
    }

    void reported(Report report, int partition) {
        if (report.said() instanceof Report.Said.Claimed) {
            claims.add(new Claim(Try.of(report), report.by(), partition));
        }
    }

    /** The transaction of the claims that were told since the last time is complete. */
    void read(Map<TopicPartition, OffsetAndMetadata> upTo) {
        claims.forEach(claim -> look(claim, upTo));
        claims.clear();
    }

    private void look(Claim claim, Map<TopicPartition, OffsetAndMetadata> upTo) {
        var read = upTo.get(new TopicPartition(Topic.EVENTS.topicName(), claim.partition()));
        var since = taken.get(claim.what());
        if (read == null) {
            promises.broken(
                    NAME, "%s claims %s without saying how far it has read".formatted(claim.by(), claim.what()));
        } else if (since != null && since < read.offset()) {
            promises.broken(
                    NAME,
                    "%s claims %s, has read up to %d, and %d says who has it"
                            .formatted(claim.by(), claim.what(), read.offset(), since));
        }
    }
}
