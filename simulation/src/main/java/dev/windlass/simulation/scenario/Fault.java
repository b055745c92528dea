package dev.windlass.simulation.scenario;

import java.time.Duration;

/**
 * Something that goes wrong.
 *
 * @param what a process, a node or a cluster, as the kind says; empty for whoever trips the trigger, or for all
 * @param lasts until it is mended; zero for what is over at once
 * @param argument a number whose meaning the kind gives
 */
public record Fault(FaultKind kind, Trigger trigger, String what, Duration lasts, int argument) {
    public Fault withLasts(Duration other) {
        return new Fault(kind, trigger, what, other, argument);
    }

    public Fault withArgument(int other) {
        return new Fault(kind, trigger, what, lasts, other);
    }
}
