package dev.windlass.simulator.world;

/** The kinds of objects that the simulated cluster keeps. */
public enum Kind {
    NODE,
    NAMESPACE,
    POD,
    SERVICE,
    CONFIG_MAP,
    LEASE,
    EVENT,
    DEPLOYMENT,
    REPLICA_SET,
    STATEFUL_SET,
    DAEMON_SET,
    POD_DISRUPTION_BUDGET
}
