package dev.windlass.simulation.log;

import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** A record that a producer was given. */
record Draft(Partition partition, byte @Nullable [] key, byte @Nullable [] value, Header[] headers, long timestamp) {
    static final Header[] NO_HEADERS = {};

    int bytes() {
        return (key == null ? 0 : key.length) + (value == null ? 0 : value.length);
    }
}
