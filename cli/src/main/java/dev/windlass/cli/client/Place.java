package dev.windlass.cli.client;

/** Where following a cluster's events begins. */
public sealed interface Place {
    /** With the first event that is kept. */
    record Beginning() implements Place {}

    /** After what this cursor stands for. The service gives cursors; their form is its own. */
    record After(String cursor) implements Place {}

    /** With the first event that has a higher number. */
    record AfterSequence(long sequence) implements Place {}

    default String query() {
        return switch (this) {
            case Beginning b -> "";
            case After after -> "?after=" + ServerAddress.quoted(after.cursor());
            case AfterSequence after -> "?afterSequence=" + after.sequence();
        };
    }
}
