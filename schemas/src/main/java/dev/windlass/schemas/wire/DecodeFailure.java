package dev.windlass.schemas.wire;

/** Bytes that are not the record they should be. Every way in which decoding can fail ends here and nowhere else. */
public final class DecodeFailure extends Exception {
    private static final long serialVersionUID = 1L;

    /** What is wrong with a record, as a closed set. */
    public enum Reason {
        /** No value at all. */
        TOMBSTONE,
        EMPTY,
        /** More bytes than a record of this topic may have. */
        OVERSIZED,
        /** It does not begin with a zero byte and a schema id. */
        NOT_FRAMED,
        /** The id is of no schema that this version knows: written by something newer, or by something else. */
        UNKNOWN_SCHEMA,
        /** The id is of another topic's schema. */
        WRONG_SCHEMA,
        /** The bytes do not follow the schema. */
        MALFORMED,
        /** A name in a closed set that this version does not know. */
        UNKNOWN_VALUE,
        /** A text or number that is not the value it was meant to be. */
        INVALID_VALUE
    }

    private final Reason reason;

    public DecodeFailure(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public DecodeFailure(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
