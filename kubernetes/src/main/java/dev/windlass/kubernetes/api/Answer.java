package dev.windlass.kubernetes.api;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What an API server answered.
 *
 * @param code the HTTP status
 * @param date the server's clock, from the Date header
 * @param retryAfter how long it asks to wait
 */
record Answer(int code, String body, Optional<Instant> date, Optional<Duration> retryAfter) {
    boolean isOk() {
        return code >= 200 && code < 300;
    }
}
