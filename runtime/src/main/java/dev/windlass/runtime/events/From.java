package dev.windlass.runtime.events;

/** Where reading begins. */
public sealed interface From {
    /** With the first event that is kept. */
    record Beginning() implements From {}

    /** With this offset of the cluster's partition; with the first that is kept when it is gone. */
    record Offset(long offset) implements From {
        public Offset {
            if (offset < 0) {
                throw new IllegalArgumentException("an offset is not negative: " + offset);
            }
        }
    }

    /** With what happens next. */
    record Now() implements From {}
}
