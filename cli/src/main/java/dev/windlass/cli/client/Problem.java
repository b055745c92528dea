package dev.windlass.cli.client;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** An answer that is a no (RFC 9457, application/problem+json). */
record Problem(int status, String code, String detail, String hint) {
    private static final int SHOWN = 200;
    /** The broker may have the request, though it did not say so in time. */
    private static final String BROKER_AWAY = "broker-unreachable";

    /** Empty when the body is not a problem, and so whoever answered is not Windlass. */
    static Optional<Problem> of(int status, String body) {
        return Json.parse(body).filter(json -> json.has("code")).map(json -> of(status, json));
    }

    private static Problem of(int status, JsonNode json) {
        var detail = Json.textIf(json, "detail").orElse(Json.text(json, "title"));
        return new Problem(status, Json.text(json, "code"), detail, Json.text(json, "hint"));
    }

    /** Whether asking again may be answered otherwise. */
    static boolean passing(int status) {
        return status == 503 || status == 502 || status == 504;
    }

    Unanswered unanswered() {
        return new Unanswered(detail, hint, code.equals(BROKER_AWAY));
    }

    /** A proxy in between, which knows of no service now, or has lost its answer. */
    static Unanswered fromProxy(int status) {
        return new Unanswered("status %d, and not from Windlass itself".formatted(status));
    }

    CommandFailed failure() {
        var code = switch (status) {
            case 400, 404 -> ExitCode.USAGE;
            case 401, 403 -> ExitCode.NOT_PERMITTED;
            case 409, 422, 413 -> ExitCode.FAILED;
            default -> ExitCode.BUG;
        };
        return new CommandFailed(code, detail, hint);
    }

    /** A proxy in between, or something else on this port. */
    static CommandFailed notWindlass(ServerAddress server, int status, String body) {
        var shown = body.strip().replaceAll("\\s+", " ");
        return new CommandFailed(
                status == 401 || status == 403 ? ExitCode.NOT_PERMITTED : ExitCode.UNAVAILABLE,
                "%s answers with status %d, and not as Windlass does: %s"
                        .formatted(server, status, shown.length() > SHOWN ? shown.substring(0, SHOWN) : shown),
                "look at --server or WINDLASS_SERVER");
    }
}
