package dev.windlass.kubernetes.api;

import dev.windlass.clockwork.Bell;
import dev.windlass.clockwork.Clockwork;
import java.time.Duration;

/** Whether somebody was woken, and the waiting for it: what all {@link Wakeups} have in common. Thread-safe. */
public final class Waking {
    private final Clockwork clockwork;
    private final Bell bell;
    private volatile boolean woken;

    public Waking(Clockwork clockwork) {
        this.clockwork = clockwork;
        this.bell = new Bell(clockwork);
    }

    public void wake() {
        woken = true;
        bell.ring();
    }

    /** See {@link Wakeups#reset()}. */
    public void reset() {
        woken = false;
    }

    /** See {@link Wakeups#await}. */
    public void await(Duration shortest, Duration longest) throws InterruptedException {
        var start = clockwork.nanoTime();
        if (!bell.await(() -> woken, longest)) {
            return;
        }
        var least = shortest.compareTo(longest) <= 0 ? shortest : longest;
        var left = least.minusNanos(clockwork.nanoTime() - start);
        if (left.isPositive()) {
            clockwork.sleep(left);
        }
    }
}
