package dev.windlass.runtime.schemas;

import org.jspecify.annotations.Nullable;

/** The schema registry that the configuration names did not take a schema. The message names the address and its answer. */
public final class SchemaRegistryFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SchemaRegistryFailure(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
