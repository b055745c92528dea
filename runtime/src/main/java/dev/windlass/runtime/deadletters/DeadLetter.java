package dev.windlass.runtime.deadletters;

import java.time.Instant;
import java.util.Optional;

/**
 * A record that was put aside, and where it was.
 *
 * @param message what is wrong with it, in words
 * @param size how many bytes its value had; -1 when it had none
 * @param key as far as it is UTF-8 text
 * @param head the first bytes of the value, at most {@link #MOST_HEAD}
 */
public record DeadLetter(
        String topic,
        int partition,
        long offset,
        Reason reason,
        String message,
        Instant at,
        int size,
        Optional<String> key,
        byte[] head) {
    /** Enough to see what it was; the record itself stays where it is until its topic's retention. */
    public static final int MOST_HEAD = 4_096;

    static final int MOST_TEXT = 1_000;

    /** Why, as a closed set. The first nine are those of {@link dev.windlass.schemas.wire.DecodeFailure.Reason}. */
    public enum Reason {
        TOMBSTONE,
        EMPTY,
        OVERSIZED,
        NOT_FRAMED,
        UNKNOWN_SCHEMA,
        WRONG_SCHEMA,
        MALFORMED,
        UNKNOWN_VALUE,
        INVALID_VALUE,
        /** The key is not the name of the cluster that the record is about. */
        WRONG_KEY,
        /** The planner could not decide what follows from it: our own bug. */
        UNDECIDABLE
    }

    @Override
    public String toString() {
        return "%s-%d offset %d: %s: %s".formatted(topic, partition, offset, reason, message);
    }
}
