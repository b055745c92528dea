package dev.windlass.clockwork;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Wakes threads that wait for something to become true. Who makes it true rings afterwards. Thread-safe. */
public final class Bell {
    private final Clockwork clockwork;
    private final Queue<Thread> waiting = new ConcurrentLinkedQueue<>();

    public Bell(Clockwork clockwork) {
        this.clockwork = clockwork;
    }

    /** All who wait look again. */
    public void ring() {
        waiting.forEach(LockSupport::unpark);
    }

    /**
     * Waits until a condition holds.
     *
     * @param until called by the waiting thread, often, and thus cheap; what it reads must be visible to it
     * @return whether it holds; false when the time was up
     */
    public boolean await(BooleanSupplier until, Duration atMost) throws InterruptedException {
        var deadline = clockwork.nanoTime() + nanos(atMost);
        var self = Thread.currentThread();
        // Registered before the first look: a ring between the look and the park is not lost.
        waiting.add(self);
        try {
            while (!until.getAsBoolean()) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                var left = deadline - clockwork.nanoTime();
                if (left <= 0) {
                    return false;
                }
                clockwork.parkNanos(left);
            }
            return true;
        } finally {
            waiting.remove(self);
        }
    }

    private static long nanos(Duration duration) {
        // A century, so that sums do not overflow.
        return duration.compareTo(Duration.ofDays(36_500)) > 0
                ? Duration.ofDays(36_500).toNanos()
                : duration.toNanos();
    }
}
