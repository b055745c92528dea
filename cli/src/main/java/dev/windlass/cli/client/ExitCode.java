package dev.windlass.cli.client;

/** How a command ends, for scripts. The numbers are a contract. */
public enum ExitCode {
    DONE(0),
    /** Our own bug. */
    BUG(1),
    /** plan --detailed-exitcode: the plan is not empty. */
    CHANGES(2),
    /** Failed, halted or refused. */
    FAILED(20),
    ROLLED_BACK(21),
    /** Paused. */
    WAITS_FOR_A_PERSON(22),
    /** Asked with --exit-code while it is under way. */
    NOT_FINISHED(23),
    /** The time that --timeout gave is over; the upgrade goes on. */
    TIMED_OUT(24),
    CANCELLED(25),
    USAGE(64),
    /** The service, or the broker behind it, does not answer. */
    UNAVAILABLE(69),
    NOT_PERMITTED(77);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }
}
