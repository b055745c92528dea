package dev.windlass.clockwork;

import java.time.Duration;

/** Opens once and stays open. Thread-safe. */
public final class Latch {
    private final Bell bell;
    private volatile boolean open;

    public Latch(Clockwork clockwork) {
        this.bell = new Bell(clockwork);
    }

    public void open() {
        open = true;
        bell.ring();
    }

    public boolean isOpen() {
        return open;
    }

    /** @return whether it is open; false when the time was up */
    public boolean await(Duration atMost) throws InterruptedException {
        return bell.await(() -> open, atMost);
    }
}
