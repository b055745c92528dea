package dev.windlass.schemas.wire;

import org.apache.avro.SystemLimitException;
import org.apache.avro.util.ClassSecurityValidator;

/** What Avro must be told once in a process, before it reads anything. */
final class AvroGuards {
    private static final String GENERATED = "dev.windlass.schemas";
    private static final String MOST_ITEMS = "1000000";

    private AvroGuards() {}

    /** Does nothing when it was done. */
    static void set() {
        // A count in hostile bytes must not make Avro allocate for it. Read when Avro's limits are first used, which is
        // later.
        if (System.getProperty(SystemLimitException.MAX_COLLECTION_LENGTH_PROPERTY) == null) {
            System.setProperty(SystemLimitException.MAX_COLLECTION_LENGTH_PROPERTY, MOST_ITEMS);
        }
        // Avro 1.12.2 refuses to create generated classes outside packages that it was told to trust.
        ClassSecurityValidator.setGlobal(ClassSecurityValidator.composite(
                ClassSecurityValidator.getGlobal(),
                type -> type.getPackageName().equals(GENERATED)));
    }
}
