package dev.windlass.kubernetes.api;

/** An API server that gave no usable answer. The message names cluster, server and what was asked; the hint is the next move. */
public final class ApiProblem extends Exception {
    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final String hint;

    /** What sort of problem, which decides what it may mean. */
    public enum Kind {
        /** No connection, or no answer in time. An API server that restarts looks like this. */
        UNREACHABLE,
        /** It answered that it cannot answer now: 429, 5xx, or something that is not Kubernetes' API. */
        BUSY,
        /** 401 or 403. For some seconds after its start an API server may say so to anyone. */
        DENIED,
        /** 409: the object was changed meanwhile. Read it again. */
        CONFLICT,
        /** Any other refusal. Asking again will not help. */
        REFUSED,
        /** The kubeconfig is missing or not usable. */
        CONFIGURATION
    }

    public ApiProblem(Kind kind, String message, String hint) {
        super(message);
        this.kind = kind;
        this.hint = hint;
    }

    public Kind kind() {
        return kind;
    }

    public String hint() {
        return hint;
    }

    /** Whether the same call may go better in a moment, without anyone's doing. */
    public boolean passing() {
        return kind == Kind.UNREACHABLE || kind == Kind.BUSY || kind == Kind.CONFLICT || kind == Kind.DENIED;
    }

    public String words() {
        return hint.isEmpty() ? getMessage() : getMessage() + " (" + hint + ")";
    }

    @Override
    public String getMessage() {
        var message = super.getMessage();
        return message == null ? "" : message;
    }
}
