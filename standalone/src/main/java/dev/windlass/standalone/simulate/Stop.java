package dev.windlass.standalone.simulate;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** While this is open, Ctrl-C only asks for an end, and the process waits a while for what is still to be said. Thread-safe. */
final class Stop implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 10;

    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread hook = Thread.ofPlatform().unstarted(this::ask);
    private final boolean armed;
    private volatile boolean asked;

    Stop(boolean armed) {
        this.armed = armed;
        if (armed) {
            Runtime.getRuntime().addShutdownHook(hook);
        }
    }

    private void ask() {
        asked = true;
        try {
            if (!closed.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("windlass: it does not end; no summary");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    boolean asked() {
        return asked;
    }

    @Override
    public void close() {
        if (armed) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                // The process is ending, and the hook waits for this.
            }
        }
        closed.countDown();
    }
}
