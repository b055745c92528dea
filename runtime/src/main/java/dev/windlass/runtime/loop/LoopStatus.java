package dev.windlass.runtime.loop;

import java.time.Instant;

/**
 * How a loop is, for health endpoints.
 *
 * @param problem what it is waiting for or trying again, in words; empty when there is nothing
 */
public record LoopStatus(Phase phase, Instant since, String problem) {
    /** Where a loop is. */
    public enum Phase {
        /** Connecting, joining its group or restoring. */
        STARTING,
        RUNNING,
        /** Something failed; it is tried again until it works. */
        TROUBLED,
        CLOSED
    }

    public boolean running() {
        return phase == Phase.RUNNING;
    }
}
