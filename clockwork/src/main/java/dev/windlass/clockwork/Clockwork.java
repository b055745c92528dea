package dev.windlass.clockwork;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The time, the threads and the chance of one process. Everything that waits for time to pass waits here; a simulation puts its own
 * in place of {@link #system()}, with one thread and a time that jumps. Thread-safe.
 *
 * <p>Under a simulation all threads are virtual, on one carrier, and each runs until it waits. Waiting without a limit (locks, queues,
 * {@code Thread.join()}) is the JDK's own there too. Waiting with a limit must be done here: the JDK's would count real time.
 */
public interface Clockwork extends InstantSource {
    /** The clock of this process, which may jump and may differ from those of other hosts. */
    @Override
    Instant instant();

    /** Counts nanoseconds from an arbitrary moment, and never jumps. */
    long nanoTime();

    /** As {@link java.util.concurrent.locks.LockSupport#parkNanos(long)}: returns early when unparked, interrupted, or for no reason. */
    void parkNanos(long nanos);

    /** A thread for one piece of work that may wait much and compute little. Not yet started. */
    Thread worker(String name, Runnable work);

    /** A thread that lasts as long as its owner and may call code that blocks whole threads. Not yet started, and not a daemon. */
    Thread loop(String name, Runnable work);

    /** A text that nobody else has. */
    String randomId();

    /** That of the operating system. */
    static Clockwork system() {
        return SystemClockwork.INSTANCE;
    }

    /** Waits so long; nothing ends it early but an interrupt. */
    default void sleep(Duration duration) throws InterruptedException {
        new Bell(this).await(() -> false, duration);
    }

    /**
     * Does something again and again in a thread of its own, the first time after one period, until it is closed. A turn that fails
     * ends it.
     */
    default Repeating every(Duration period, String name, Runnable turn) {
        return new Repeating(this, period, name, turn);
    }
}
