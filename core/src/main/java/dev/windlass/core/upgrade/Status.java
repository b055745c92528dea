package dev.windlass.core.upgrade;

/** Where an upgrade is as a whole. */
public enum Status {
    /** Reading the cluster and its hosts, before there is a plan. */
    INSPECTING(false),
    RUNNING(false),
    /** Will hold when the node in hand is finished. */
    PAUSING(false),
    PAUSED(false),
    /** Will end when the node in hand is finished. */
    CANCELLING(false),
    /** Putting a node back. */
    ROLLING_BACK(false),
    COMPLETED(true),
    /** Only a plan was asked for. */
    PLANNED(true),
    REFUSED(true),
    ROLLED_BACK(true),
    HALTED(true),
    CANCELLED(true);

    private final boolean ended;

    Status(boolean ended) {
        this.ended = ended;
    }

    /** Whether nothing more will happen by itself. */
    public boolean ended() {
        return ended;
    }

    /** Whether a person may try it again, and nodes may be left in the middle. */
    boolean waitsForAPerson() {
        return this == HALTED || this == ROLLED_BACK;
    }

    public String words() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    }
}
