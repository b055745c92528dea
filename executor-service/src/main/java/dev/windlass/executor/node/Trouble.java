package dev.windlass.executor.node;

import dev.windlass.core.report.FailureKind;
import org.jspecify.annotations.Nullable;

/** Why no command could be run on a node: passed up inside this package, and a {@link NodeReply} outside of it. */
final class Trouble extends Exception {
    private static final long serialVersionUID = 1L;

    @Nullable
    private final FailureKind refusal;

    private final String reason;
    private final String hint;

    private Trouble(@Nullable FailureKind refusal, String reason, String hint) {
        super(reason);
        this.refusal = refusal;
        this.reason = reason;
        this.hint = hint;
    }

    static Trouble unreachable(String reason, String hint) {
        return new Trouble(null, reason, hint);
    }

    static Trouble refused(FailureKind kind, String reason, String hint) {
        return new Trouble(kind, reason, hint);
    }

    <A> NodeReply<A> reply() {
        return refusal == null
                ? new NodeReply.Unreachable<>(reason, hint)
                : new NodeReply.Refused<>(refusal, reason, hint);
    }
}
