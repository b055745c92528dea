package dev.windlass.kubernetes.api;

import io.fabric8.kubernetes.api.model.Status;
import java.time.Duration;
import java.util.Optional;

/**
 * What an API server answered to a write.
 *
 * @param code the HTTP status
 * @param status what it says in words about a refusal; an empty one when it says nothing
 * @param retryAfter how long it asks to wait
 */
public record Answer(int code, Status status, Optional<Duration> retryAfter) {
    public boolean isOk() {
        return code >= 200 && code < 300;
    }

    /** Its words; empty when there are none. */
    public String message() {
        return status.getMessage() == null ? "" : status.getMessage();
    }
}
