package dev.windlass.clockwork;

import java.time.Duration;

/** Something that is done again and again, see {@link Clockwork#every}. Thread-safe. */
public final class Repeating implements AutoCloseable {
    private final Latch closed;
    private final Thread thread;

    Repeating(Clockwork clockwork, Duration period, String name, Runnable turn) {
        closed = new Latch(clockwork);
        thread = clockwork.worker(name, () -> run(period, turn));
        thread.start();
    }

    private void run(Duration period, Runnable turn) {
        try {
            while (!closed.await(period)) {
                turn.run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** No further turn begins; one that has begun goes on. */
    @Override
    public void close() {
        closed.open();
    }
}
