package dev.windlass.simulation.ssh;

import dev.windlass.clockwork.Clockwork;
import java.time.Instant;

/** The clockwork of a process that is killed the second time that it waits: once for a connection, once for an answer. */
final class Dying implements Clockwork {
    private final ManualTime time;
    private int waits;

    Dying(ManualTime time) {
        this.time = time;
    }

    @Override
    public Instant instant() {
        return time.instant();
    }

    @Override
    public long nanoTime() {
        return time.nanoTime();
    }

    @Override
    public void parkNanos(long nanos) {
        if (waits++ > 0) {
            throw new AssertionError("killed");
        }
        time.advance(nanos);
    }

    @Override
    public Thread worker(String name, Runnable work) {
        return time.worker(name, work);
    }

    @Override
    public Thread loop(String name, Runnable work) {
        return time.loop(name, work);
    }

    @Override
    public String randomId() {
        return time.randomId();
    }
}
