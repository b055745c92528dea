package dev.windlass.kubernetes.api;

import io.fabric8.kubernetes.api.model.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What came back over HTTP.
 *
 * @param code the HTTP status
 * @param date the server's clock, from the Date header
 * @param retryAfter how long it asks to wait
 */
record HttpAnswer(int code, String body, Optional<Instant> date, Optional<Duration> retryAfter) {
    boolean isOk() {
        return code >= 200 && code < 300;
    }

    /** As far as the body is a Status. */
    Answer answer() {
        return new Answer(code, isOk() ? new Status() : status(), retryAfter);
    }

    private Status status() {
        try {
            var status = Connection.SERIALIZATION.unmarshal(body, Status.class);
            return status == null ? new Status() : status;
        } catch (RuntimeException notAStatus) {
            return new Status();
        }
    }
}
