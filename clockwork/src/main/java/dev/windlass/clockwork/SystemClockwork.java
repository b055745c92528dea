package dev.windlass.clockwork;

import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;

/** The operating system's clocks, and the JVM's threads. */
enum SystemClockwork implements Clockwork {
    INSTANCE;

    private static final Clock CLOCK = Clock.systemUTC();

    @Override
    public Instant instant() {
        return CLOCK.instant();
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public void parkNanos(long nanos) {
        LockSupport.parkNanos(nanos);
    }

    @Override
    public Thread worker(String name, Runnable work) {
        return Thread.ofVirtual().name(name).unstarted(work);
    }

    @Override
    public Thread loop(String name, Runnable work) {
        return Thread.ofPlatform().name(name).unstarted(work);
    }

    @Override
    public String randomId() {
        return UUID.randomUUID().toString();
    }
}
