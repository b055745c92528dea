package dev.windlass.planner.http;

import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Tells brokers that are away from ones that did not answer once. For one thread. */
final class Outage {
    private final Supplier<String> problem;
    private final Duration borne;
    private final LongSupplier nanos;
    private long answeredAt;

    /**
     * Begins with brokers that answer.
     *
     * @param problem of the brokers now; empty when they answer
     * @param borne for how long they may be away
     * @param nanos a clock as {@link System#nanoTime}
     */
    Outage(Supplier<String> problem, Duration borne, LongSupplier nanos) {
        this.problem = problem;
        this.borne = borne;
        this.nanos = nanos;
        this.answeredAt = nanos.getAsLong();
    }

    /** Whether they have been away for too long, each time that this was asked. */
    boolean lasts() {
        var now = nanos.getAsLong();
        if (problem.get().isEmpty()) {
            answeredAt = now;
        }
        return now - answeredAt > borne.toNanos();
    }
}
