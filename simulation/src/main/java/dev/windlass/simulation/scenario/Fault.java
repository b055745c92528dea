package dev.windlass.simulation.scenario;

import java.time.Duration;

/**
 * Something that goes wrong.
 *
 * @param what a process, a node or a cluster, as the kind says; empty for whoever trips the trigger (for the node in hand, where that is a
 *     process), or for all
 * @param whose way there is struck, of kinds that lie {@link FaultKind#onTheWay}: a service; empty for everybody's
 * @param lasts until it is mended; zero for what is over at once
 * @param argument a number whose meaning the kind gives
 */
public record Fault(FaultKind kind, Trigger trigger, String what, String whose, Duration lasts, int argument) {
    /** Everybody's way, where it is one. */
    public Fault(FaultKind kind, Trigger trigger, String what, Duration lasts, int argument) {
        this(kind, trigger, what, "", lasts, argument);
    }

    public Fault withTrigger(Trigger other) {
        return new Fault(kind, other, what, whose, lasts, argument);
    }

    public Fault withWhose(String other) {
        return new Fault(kind, trigger, what, other, lasts, argument);
    }

    public Fault withLasts(Duration other) {
        return new Fault(kind, trigger, what, whose, other, argument);
    }

    public Fault withArgument(int other) {
        return new Fault(kind, trigger, what, whose, lasts, other);
    }
}
