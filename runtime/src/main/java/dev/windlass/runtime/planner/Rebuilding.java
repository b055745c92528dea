package dev.windlass.runtime.planner;

import dev.windlass.core.cluster.ClusterName;
import dev.windlass.core.event.EventRecord;
import dev.windlass.core.upgrade.ClusterState;
import dev.windlass.runtime.codec.Codec;
import dev.windlass.runtime.topics.Home;
import dev.windlass.schemas.wire.DecodeFailure;
import java.util.Arrays;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Folds one cluster's events, from the newest number 1 on, to the state whose snapshot can't be read. For one thread. */
final class Rebuilding {
    private final ClusterName cluster;
    private final byte[] key;
    private final Codec<EventRecord> codec;
    private ClusterState state;
    private String gap = "";

    Rebuilding(ClusterName cluster, Codec<EventRecord> codec) {
        this.cluster = cluster;
        this.key = Home.key(cluster);
        this.codec = codec;
        this.state = ClusterState.empty(cluster);
    }

    /** Takes the next record of windlass.events, which may be another cluster's. */
    void take(ConsumerRecord<byte[], byte[]> record) {
        if (!Arrays.equals(record.key(), key)) {
            return;
        }
        try {
            fold(codec.decode(record.value()));
        } catch (DecodeFailure e) {
            giveUp("the event at offset %d can't be read (%s)".formatted(record.offset(), e.reason()));
        } catch (RuntimeException e) {
            giveUp("the event at offset %d does not fit what was before it: %s".formatted(record.offset(), e));
        }
    }

    private void fold(EventRecord event) {
        if (event.sequence() == 1) {
            // Also where others were before: the history was given up, and this is a new one.
            state = ClusterState.empty(cluster);
            gap = "";
        }
        if (!gap.isEmpty()) {
            return;
        }
        if (event.sequence() == state.sequence() + 1) {
            state = state.after(event);
        } else {
            giveUp("event %d follows event %d".formatted(event.sequence(), state.sequence()));
        }
    }

    /** Nothing that comes makes it complete, but a new beginning. What was wrong first is what is told. */
    void giveUp(String why) {
        if (gap.isEmpty()) {
            gap = why;
        }
    }

    /** Empty when the events are not complete. */
    Optional<ClusterState> state() {
        return gap().isEmpty() ? Optional.of(state) : Optional.empty();
    }

    /** Why they are not; empty when they are. */
    String gap() {
        return gap.isEmpty() && state.sequence() == 0 ? "there is no event of %s".formatted(cluster) : gap;
    }
}
