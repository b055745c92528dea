package dev.windlass.cli;

import java.util.Locale;

/** How data is written to standard output. */
enum OutputForm {
    /** For people. */
    TABLE,
    /** One JSON document. */
    JSON,
    /** One JSON document a line, as soon as it is known. */
    JSONL;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
