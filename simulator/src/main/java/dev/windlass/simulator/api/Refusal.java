package dev.windlass.simulator.api;

import java.util.List;
import java.util.Map;

/** An answer that is not the object asked for: code, reason and words as the API server's Status has them. */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int code;
    private final String reason;
    private final transient Map<String, Object> details;

    private Refusal(int code, String reason, String message, Map<String, Object> details) {
        super(message, null, false, false);
        this.code = code;
        this.reason = reason;
        this.details = details;
    }

    static Refusal badRequest(String words) {
        return new Refusal(400, "BadRequest", words, Map.of());
    }

    static Refusal unauthorized() {
        return new Refusal(401, "Unauthorized", "Unauthorized", Map.of());
    }

    static Refusal noSuchPath() {
        return new Refusal(404, "NotFound", "the server could not find the requested resource", Map.of());
    }

    static Refusal notFound(Target target) {
        return new Refusal(
                404,
                "NotFound",
                "%s \"%s\" not found".formatted(target.served().resource(), target.name()),
                Json.map("name", target.name(), "kind", target.served().plural()));
    }

    static Refusal methodNotAllowed(String method) {
        return new Refusal(
                405,
                "MethodNotAllowed",
                "the server does not allow this method on the requested resource: " + method,
                Map.of());
    }

    static Refusal conflict(Target target, String words) {
        return new Refusal(
                409,
                "Conflict",
                "Operation cannot be fulfilled on %s \"%s\": %s"
                        .formatted(target.served().resource(), target.name(), words),
                Json.map("name", target.name(), "kind", target.served().plural()));
    }

    static Refusal expired(long revision) {
        return new Refusal(410, "Expired", "too old resource version: " + revision, Map.of());
    }

    static Refusal unsupportedPatch(String type) {
        return new Refusal(
                415, "UnsupportedMediaType", "the body of the request was in an unknown format: " + type, Map.of());
    }

    /** policy/v1 and v1beta1 alike. */
    static Refusal budgetAllowsNone(String budget, int healthy, int desired) {
        var cause = Json.map(
                "reason",
                "DisruptionBudget",
                "message",
                "The disruption budget %s needs %d healthy pods and has %d currently"
                        .formatted(budget, desired, healthy));
        return new Refusal(
                429,
                "TooManyRequests",
                "Cannot evict pod as it would violate the pod's disruption budget.",
                Json.map("causes", List.of(cause)));
    }

    static Refusal severalBudgets() {
        return new Refusal(
                500,
                "InternalError",
                "This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.",
                Map.of());
    }

    /** 503, 429: an API server that is starting, ending or busy. */
    public static Refusal busy(int code, String words) {
        return new Refusal(code, code == 429 ? "TooManyRequests" : "ServiceUnavailable", words, Map.of());
    }

    /** 401 or 403, as API servers say for some seconds after their start. */
    public static Refusal denied(int code) {
        return code == 401
                ? unauthorized()
                : new Refusal(403, "Forbidden", "forbidden: not yet ready to handle request", Map.of());
    }

    /** 409 for a write that another one has overtaken. */
    public static Refusal overtaken(Target target) {
        return conflict(
                target, "the object has been modified; please apply your changes to the latest version and try again");
    }

    static Refusal unavailable() {
        return new Refusal(503, "ServiceUnavailable", "no API server is up", Map.of());
    }

    public int code() {
        return code;
    }

    /** As a Status object. */
    public Map<String, Object> status() {
        var status = Json.map(
                "kind", "Status", "apiVersion", "v1", "metadata", Map.of(), "status", "Failure", "message", words());
        status.put("reason", reason);
        if (!details.isEmpty()) {
            status.put("details", details);
        }
        status.put("code", code);
        return status;
    }

    private String words() {
        return String.valueOf(getMessage());
    }
}
