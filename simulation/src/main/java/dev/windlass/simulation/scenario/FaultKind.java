package dev.windlass.simulation.scenario;

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
    ACK_LOST(On.PROCESS),
    SLOW_LOG(On.PROCESS),
    LOG_FULL(On.NOTHING),
    /** A broker restarts and loses what was not acknowledged. */
    TAIL_LOST(On.NOTHING),
    /** A group's offsets go back (process: whose group; argument: how many records). */
    OFFSETS_BACK(On.PROCESS),
    REBALANCE(On.PROCESS),
    /** A record that can't be read (argument: which topic and which sort). */
    POISON(On.CLUSTER),

    // ---- SSH
    SSH_REFUSED(On.NODE),
    SSH_CUT_BEFORE(On.NODE),
    SSH_CUT_AFTER(On.NODE),
    SSH_HALF_OPEN(On.NODE),
    SSH_SLOW(On.NODE),
    LOGIN_REFUSED(On.NODE),

    // ---- nodes
    REBOOT(On.NODE),
    NODE_DOWN(On.NODE),
    DISK_FULL(On.NODE),
    /** The unit that acts on it is killed. */
    UNIT_KILLED(On.NODE),
    /** The next verbs fail (argument: how many). */
    VERB_FAILS(On.NODE),
    /** Every other kubelet than the running one crashes. */
    KUBELET_BROKEN(On.NODE),

    // ---- the Kubernetes API
    API_AWAY(On.CLUSTER),
    API_SLOW(On.CLUSTER),
    /** Reads show the past (argument: seconds). */
    API_STALE(On.CLUSTER),
    API_DENIES(On.CLUSTER),
    API_ANSWER_LOST(On.CLUSTER),
    WATCHES_SILENT(On.CLUSTER),
    /** A budget allows no disruption. */
    BUDGET_BLOCKS(On.CLUSTER);

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
}
