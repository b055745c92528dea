package dev.windlass.executor.node;

import dev.windlass.core.report.FailureKind;

/** What came of asking a node. Both texts of a problem are for people: what is wrong where, and the next move. */
public sealed interface NodeReply<A> {
    /** The node script answered. */
    record Answered<A>(A answer) implements NodeReply<A> {}

    /** No answer came. Whatever was asked may or may not have happened: ask again, never guess. */
    record Unreachable<A>(String reason, String hint) implements NodeReply<A> {}

    /** Nothing was done, and asking again changes nothing: a person has to act. */
    record Refused<A>(FailureKind kind, String reason, String hint) implements NodeReply<A> {}

    /**
     * Reads an answer, or asks for more.
     *
     * @param <X> what that may throw
     */
    interface Further<A, B, X extends Exception> {
        NodeReply<B> apply(A answer) throws X;
    }

    /** The same reply with its answer read further. */
    default <B, X extends Exception> NodeReply<B> map(Further<? super A, B, X> further) throws X {
        return switch (this) {
            case Answered<A> answered -> further.apply(answered.answer());
            case Unreachable<A> none -> new Unreachable<>(none.reason(), none.hint());
            case Refused<A> refused -> new Refused<>(refused.kind(), refused.reason(), refused.hint());
        };
    }
}
