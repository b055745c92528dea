package dev.windlass.broker;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** The embedded broker did not start. The message names the port or the directory, and the next move. */
public final class BrokerStartException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    BrokerStartException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
