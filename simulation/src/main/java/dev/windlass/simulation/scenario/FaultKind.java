package dev.windlass.simulation.scenario;

import java.util.Locale;

/** What can go wrong. In brackets: what {@code what} names, and what the argument means. */
public enum FaultKind {
    // ---- processes
    /** kill -9 (process), started again after a while. */
    KILL(On.PROCESS),
    /** A graceful end (process), started again after a while. */
    STOP(On.PROCESS),
    /** A pause of the process, such as a garbage collection. */
    PAUSE(On.PROCESS),
    /** Its clock is ahead (process; argument: milliseconds, behind when negative). */
    SKEW(On.PROCESS),
    /** One more instance of the same kind joins (process). */
    JOIN(On.PROCESS),

    // ---- the log
    BROKERS_AWAY(On.PROCESS),
    /** For everybody, who have to join their groups anew afterwards. */
    NO_BROKERS(On.NOTHING),
    ACK_LOST(On.PROCESS),
    /** For everybody. */
    NO_ACKS(On.NOTHING),
    SLOW_LOG(On.PROCESS),
    LOG_FULL(On.NOTHING),
    /** A broker restarts and loses what was not acknowledged. */
    TAIL_LOST(On.NOTHING),
    /** A group's coordinator loses its members, and what it knew last of their offsets (process: whose group; argument: how many records). */
    OFFSETS_BACK(On.PROCESS),
    /** It loses its members, and all of their offsets (process: whose group). */
    OFFSETS_FORGOTTEN(On.PROCESS),
    REBALANCE(On.PROCESS),
    /** One rebalance after the other (process: whose group; argument: seconds in between). */
    REBALANCE_STORM(On.PROCESS),
    /** A record that can't be read (argument: which topic and which sort). */
    POISON(On.CLUSTER),

    // ---- SSH
    SSH_REFUSED(On.NODE),
    SSH_CUT_BEFORE(On.NODE),
    SSH_CUT_AFTER(On.NODE),
    SSH_HALF_OPEN(On.NODE),
    SSH_SLOW(On.NODE),
    HOST_KEY_CHANGED(On.NODE),
    LOGIN_REFUSED(On.NODE),

    // ---- nodes
    REBOOT(On.NODE),
    NODE_DOWN(On.NODE),
    DISK_FULL(On.NODE),
    /** The unit that acts on it is killed. */
    UNIT_KILLED(On.NODE),
    MIRROR_AWAY(On.NODE),
    /** What runs on it does not get on, as with a hung disk. */
    STALL(On.NODE),
    /** A verb fails the next time, or some times (argument: which, and how often). */
    VERB_FAILS(On.NODE),
    /** A verb takes so much longer the next time (argument: which). */
    VERB_SLOW(On.NODE),
    /** Every other kubelet than the running one crashes. */
    KUBELET_BROKEN(On.NODE),
    /** Every other kubelet than the running one crashes again and again (argument: how many seconds after each start). */
    KUBELET_CRASHES(On.NODE),
    /** Every other version of a control plane's component than the running one crashes again and again (argument: which, and when). */
    COMPONENT_CRASHES(On.NODE),
    /** Its kubelet ends and stays away until somebody starts it. */
    KUBELET_STOPPED(On.NODE),
    /** A person cordons it, unless it is cordoned, and uncordons it later. */
    CORDONED(On.NODE),
    /** A pod that no controller would create again runs there, until somebody deletes it. */
    UNMANAGED_POD(On.NODE),

    // ---- the Kubernetes API
    API_AWAY(On.CLUSTER),
    /**
     * Calls and answers are under way for longer (argument: seconds each). A caller gives up after ten, and what he wrote takes effect
     * behind his back.
     */
    API_SLOW(On.CLUSTER),
    /** Reads show the past (argument: seconds). */
    API_STALE(On.CLUSTER),
    API_DENIES(On.CLUSTER),
    API_BUSY(On.CLUSTER),
    /** Somebody else changes what is to be changed (argument: how often). */
    API_CONFLICTS(On.CLUSTER),
    /** Writes take effect, and their callers do not hear of it (argument: how many). */
    API_ANSWERS_LOST(On.CLUSTER),
    WATCHES_SILENT(On.CLUSTER),
    /** API servers do not answer at their own addresses. */
    SERVERS_HIDDEN(On.CLUSTER),

    // ---- what runs in a cluster
    /** No controller manager leads: nobody creates pods again, or counts them. */
    CONTROLLERS_AWAY(On.CLUSTER),
    /** Its budgets allow no disruption. */
    BUDGET_BLOCKS(On.CLUSTER),
    /** Pods have a second budget, and Kubernetes evicts none that has two. */
    TWO_BUDGETS(On.CLUSTER),
    /** A Deployment comes whose pods keep data in emptyDir volumes, and is deleted later. */
    EMPTY_DIR(On.CLUSTER);

    /** What a fault strikes. */
    public enum On {
        PROCESS,
        NODE,
        CLUSTER,
        NOTHING
    }

    private final On on;

    FaultKind(On on) {
        this.on = on;
    }

    public On on() {
        return on;
    }

    /** Whether it lies between services and a node or an API server, so that it may be on the way of one service only. */
    public boolean onTheWay() {
        return switch (this) {
            case SSH_REFUSED,
                    SSH_CUT_BEFORE,
                    SSH_CUT_AFTER,
                    SSH_HALF_OPEN,
                    SSH_SLOW,
                    HOST_KEY_CHANGED,
                    LOGIN_REFUSED,
                    API_AWAY,
                    API_SLOW,
                    API_STALE,
                    API_DENIES,
                    API_BUSY,
                    API_CONFLICTS,
                    API_ANSWERS_LOST,
                    WATCHES_SILENT,
                    SERVERS_HIDDEN -> true;
            default -> false;
        };
    }

    /** Whether it is over as soon as it has struck. */
    public boolean isMoment() {
        return switch (this) {
            case JOIN, TAIL_LOST, OFFSETS_BACK, OFFSETS_FORGOTTEN, REBALANCE, REBOOT, UNIT_KILLED -> true;
            default -> false;
        };
    }

    /** In small letters, such as "api away". */
    public String words() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
