package dev.windlass.simulation.log;

import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.jspecify.annotations.Nullable;

/** How records come to a consumer: what is new starts its way when somebody polls, and is read when it has arrived. */
final class Fetching {
    private static final long NOTHING = -1;

    private final Link link;
    private final Cursors cursors;
    /** In the process's nanoseconds. */
    private long arrival = NOTHING;

    Fetching(Link link, Cursors cursors) {
        this.link = link;
        this.cursors = cursors;
    }

    /** What is under way is not what is wanted any more. */
    void drop() {
        arrival = NOTHING;
    }

    long arrival() {
        return arrival == NOTHING ? Long.MAX_VALUE : arrival;
    }

    /** @return null when nothing has arrived */
    @Nullable
    ConsumerRecords<byte[], byte[]> arrived() {
        synchronized (link.kafka()) {
            if (!cursors.readable() || link.away() > 0) {
                arrival = NOTHING;
                return null;
            }
            if (arrival == NOTHING) {
                arrival = link.nanos() + link.latency();
                return null;
            }
            if (link.nanos() < arrival) {
                return null;
            }
            arrival = NOTHING;
            return cursors.read();
        }
    }
}
