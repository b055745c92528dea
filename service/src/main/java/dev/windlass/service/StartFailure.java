package dev.windlass.service;

import org.jspecify.annotations.Nullable;

/** A service that can't start. The message says what is wrong and the next move. */
public final class StartFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StartFailure(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
