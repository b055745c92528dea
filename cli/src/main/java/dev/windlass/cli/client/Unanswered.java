package dev.windlass.cli.client;

/**
 * The service did not answer, or answered that it is not ready. It may answer later; whoever catches this decides how long to wait.
 * A request that was sent may have arrived all the same.
 */
public final class Unanswered extends Exception {
    private static final long serialVersionUID = 1L;

    private final String hint;
    private final boolean mayHaveArrived;

    public Unanswered(String reason) {
        this(reason, "", true);
    }

    /**
     * With what is known about it.
     *
     * @param hint the next move as the service itself said it; empty when nobody answered
     * @param mayHaveArrived whether what was asked may be done all the same
     */
    public Unanswered(String reason, String hint, boolean mayHaveArrived) {
        super(reason);
        this.hint = hint;
        this.mayHaveArrived = mayHaveArrived;
    }

    public String hint() {
        return hint;
    }

    /** False only where it is known: there was no connection, or the service said that it has taken nothing. */
    public boolean mayHaveArrived() {
        return mayHaveArrived;
    }

    /** In words that follow "the service does not answer". */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
