package dev.windlass.simulation.log;

import dev.windlass.simulation.log.Link.Patience;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** What a consumer asks the brokers about offsets. Each call waits for the answer. Thread-safe. */
record OffsetCalls(Link link, Patience patience, String groupId) {
    /** Those that are known; waits while a transaction may still change one of them. */
    Map<TopicPartition, OffsetAndMetadata> committed(Set<TopicPartition> names, Duration within) {
        return link.ask("the committed offsets of " + names, patience.within(within), () -> {
            var offsets = link.kafka().group(groupId).offsets();
            return offsets.stable(names);
        });
    }

    /** As {@link #committed}, from a consumer that begins to read there. */
    Map<TopicPartition, OffsetAndMetadata> beginnings(Set<TopicPartition> names, Duration within) {
        return link.ask("where to begin with " + names, patience.within(within), () -> {
            var offsets = link.kafka().group(groupId).offsets();
            var found = offsets.stable(names);
            if (found != null && offsets.areBehind(names)) {
                link.kafka().observer().readsAgain(groupId);
            }
            return found;
        });
    }

    Map<TopicPartition, Long> ends(Collection<TopicPartition> names, Duration within) {
        return link.ask("the ends of " + names, patience.within(within), () -> {
            var ends = new LinkedHashMap<TopicPartition, Long>();
            names.forEach(name -> ends.put(name, link.kafka().partition(name).lastStableOffset()));
            return ends;
        });
    }

    /** @param membership null for a consumer that is in no group */
    void commit(Map<TopicPartition, OffsetAndMetadata> offsets, Duration within, @Nullable Membership membership) {
        link.ask("the commit of offsets", patience.within(within), () -> {
            if (!link.kafka().writable()) {
                return null;
            }
            var group = link.kafka().group(groupId);
            if (membership == null) {
                group.checkCommit("", -1, false);
            } else {
                membership.checkCommit();
            }
            group.offsets().commit(offsets);
            return true;
        });
    }
}
