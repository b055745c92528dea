package dev.windlass.runtime.events;

import dev.windlass.core.event.EventRecord;

/** What stands at an offset. Reading goes on after it at {@code offset + 1}. */
public sealed interface Entry {
    long offset();

    /** An event. */
    record Readable(long offset, EventRecord event) implements Entry {}

    /** Written by a newer version, most likely: it is not passed over silently. */
    record Unreadable(long offset, String why) implements Entry {}
}
