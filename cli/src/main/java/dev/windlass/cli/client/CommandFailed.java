package dev.windlass.cli.client;

/** The command can't do what it was asked for: what is wrong, and the next move, which may be empty. */
public final class CommandFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ExitCode code;
    private final String hint;

    public CommandFailed(ExitCode code, String message, String hint) {
        super(message);
        this.code = code;
        this.hint = hint;
    }

    public ExitCode code() {
        return code;
    }

    public String hint() {
        return hint;
    }
}
