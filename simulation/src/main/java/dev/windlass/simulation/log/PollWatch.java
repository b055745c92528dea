package dev.windlass.simulation.log;

import java.time.Duration;

/**
 * What a consumer's heartbeat thread does about max.poll.interval.ms: it leaves the group for a consumer that polls no more. Looks only
 * when that may be so. Guarded by the log's lock, but for {@link #polling}.
 */
final class PollWatch {
    private static final long LOOK_AGAIN_NANOS = Duration.ofSeconds(1).toNanos();

    private final Link link;
    private final long interval;
    /** Whom it leaves for; it looks no more when there is nobody. */
    private final java.util.function.Supplier<java.util.Optional<Member>> member;

    private final ConsumerGroup group;
    private boolean watching;
    private volatile boolean polling;
    private volatile long polledAt;

    PollWatch(
            Link link,
            long interval,
            ConsumerGroup group,
            java.util.function.Supplier<java.util.Optional<Member>> member) {
        this.link = link;
        this.interval = interval;
        this.group = group;
        this.member = member;
    }

    /** Said by the consumer at the beginning and at the end of each poll. */
    void polling(boolean now) {
        polling = now;
        polledAt = link.nanos();
    }

    /** Said when it has joined. */
    void begin() {
        if (!watching) {
            watch(interval);
        }
    }

    private void watch(long nanos) {
        watching = true;
        link.kafka().after(nanos, this::look);
    }

    private void look() {
        watching = false;
        var of = member.get();
        if (of.isEmpty() || link.isDead()) {
            return;
        }
        var idle = polling ? 0 : link.nanos() - polledAt;
        if (idle < interval) {
            watch(interval - idle);
        } else if (of.get().silent()) {
            watch(LOOK_AGAIN_NANOS);
        } else {
            group.leave(of.get());
        }
    }
}
