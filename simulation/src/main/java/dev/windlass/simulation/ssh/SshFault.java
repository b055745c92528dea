package dev.windlass.simulation.ssh;

/** What can be wrong with the way from a process to a node. */
public enum SshFault {
    /** Nobody listens there. */
    CONNECTION_REFUSED,
    /** The host takes nobody's login, as while it boots. */
    LOGIN_REFUSED,
    /** The host shows another key than the known one. */
    HOST_KEY_CHANGED,
    /** The connection ends before the command leaves; nothing happens. */
    CUT_BEFORE,
    /** The command runs, and the connection ends before its answer is back. */
    CUT_AFTER,
    /** The connection stays and carries nothing: no command arrives, no answer comes. */
    HALF_OPEN,
    /** Commands and answers are under way for long, maybe for longer than the caller waits. */
    SLOW
}
