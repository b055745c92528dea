package dev.windlass.cli.client;

/**
 * The service did not answer, or answered that it is not ready. It may answer later; whoever catches this decides how long to wait.
 * A request that was sent may have arrived all the same.
 */
public final class Unanswered extends Exception {
    private static final long serialVersionUID = 1L;

    private final String hint;

    public Unanswered(String reason) {
        this(reason, "");
    }

    /** @param hint the next move as the service itself said it; empty when nobody answered */
    public Unanswered(String reason, String hint) {
        super(reason);
        this.hint = hint;
    }

    public String hint() {
        return hint;
    }

    /** In words that follow "the service does not answer". */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
