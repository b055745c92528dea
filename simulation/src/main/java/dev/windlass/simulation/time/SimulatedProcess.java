package dev.windlass.simulation.time;

import dev.windlass.clockwork.Clockwork;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;

/**
 * A process of a simulated world: its threads, which end with it wherever they are, and its clock, which may be wrong. Used by the
 * simulation's one thread; its {@link Clockwork} by the threads of the process.
 */
public final class SimulatedProcess implements Clockwork {
    private enum Life {
        RUNNING,
        PAUSED,
        DEAD
    }

    private final String name;
    private final VirtualTime time;
    private final RandomGenerator chance;
    private final List<Runnable> held = new ArrayList<>();
    private final List<Throwable> failures = new ArrayList<>();
    private Life life = Life.RUNNING;
    private Duration skew = Duration.ZERO;

    public SimulatedProcess(String name, VirtualTime time, RandomGenerator chance) {
        this.name = name;
        this.time = time;
        this.chance = chance;
    }

    public String name() {
        return name;
    }

    // ---- fate

    /** As kill -9: none of its threads ever goes on. */
    public void kill() {
        life = Life.DEAD;
        held.clear();
    }

    /** As SIGSTOP, or a long garbage collection. */
    public void pause() {
        if (life == Life.RUNNING) {
            life = Life.PAUSED;
        }
    }

    /** As SIGCONT. */
    public void goOn() {
        if (life == Life.PAUSED) {
            life = Life.RUNNING;
            held.forEach(this::schedule);
            held.clear();
        }
    }

    public boolean isAlive() {
        return life != Life.DEAD;
    }

    public boolean isRunning() {
        return life == Life.RUNNING;
    }

    /** Sets its clock so far ahead of the true time; behind when negative. */
    public void skew(Duration ahead) {
        skew = ahead;
    }

    /** What ended threads of this process that nobody caught. */
    public List<Throwable> failures() {
        return List.copyOf(failures);
    }

    private void schedule(Runnable piece) {
        time.ready(() -> {
            switch (life) {
                case RUNNING -> piece.run();
                case PAUSED -> held.add(piece);
                case DEAD -> {}
            }
        });
    }

    // ---- what its threads see

    @Override
    public Instant instant() {
        return time.instant().plus(skew);
    }

    @Override
    public long nanoTime() {
        return time.nanos();
    }

    @Override
    public void parkNanos(long nanos) {
        if (nanos <= 0) {
            return;
        }
        var alarm = new Alarm(Thread.currentThread());
        time.afterNanos(nanos, alarm);
        LockSupport.park();
        alarm.off();
    }

    private static final class Alarm implements Runnable {
        private Thread sleeper;
        private boolean off;

        Alarm(Thread sleeper) {
            this.sleeper = sleeper;
        }

        @Override
        public void run() {
            if (!off) {
                LockSupport.unpark(sleeper);
            }
        }

        void off() {
            off = true;
        }
    }

    @Override
    public Thread worker(String threadName, Runnable work) {
        var thread = VirtualThreads.unstarted(this::schedule, threadName, work);
        thread.setUncaughtExceptionHandler((failed, failure) -> failures.add(failure));
        return thread;
    }

    @Override
    public Thread loop(String threadName, Runnable work) {
        return worker(threadName, work);
    }

    @Override
    public String randomId() {
        return Long.toHexString(chance.nextLong()) + Long.toHexString(chance.nextLong());
    }

    @Override
    public String toString() {
        return name;
    }
}
