package dev.windlass.kubernetes.api;

import java.time.Duration;
import java.util.Map;

/**
 * Watches that are used only to know that something has changed. What they carry is not read: whoever was woken looks for himself.
 * So a watch that ends, lags or cannot be had costs time and never a wrong answer. Thread-safe; one thread waits.
 */
public interface Wakeups extends AutoCloseable {
    /** Wakes on changes in a collection, too. Asking for the same one again does nothing. */
    void on(String path, Map<String, String> query);

    /** Forgets what has happened so far: call it before a look, not after. */
    void reset();

    /**
     * Waits until something has changed since {@link #reset()}, at most {@code longest}; but at least {@code shortest}, so that a busy
     * cluster does not keep the waiter busy.
     */
    void await(Duration shortest, Duration longest) throws InterruptedException;

    @Override
    void close();
}
