package dev.windlass.planner.http;

import dev.windlass.core.cluster.ClusterName;
import dev.windlass.core.cluster.InvalidValue;
import dev.windlass.planner.view.Fields;
import dev.windlass.runtime.topics.BrokerUnreachable;
import dev.windlass.runtime.topics.TopicProblem;
import dev.windlass.schemas.wire.TooLarge;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Collectors;

/** An answer that is a no, as application/problem+json (RFC 9457): programs branch on {@code code}, people read the rest. */
final class ApiProblem extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final String TYPE = "urn:windlass:problem:";
    private static final MediaType PROBLEM = new MediaType("application/problem+json");

    private final HttpStatus status;
    private final String code;
    private final String hint;

    ApiProblem(HttpStatus status, String code, String detail, String hint) {
        super(detail);
        this.status = status;
        this.code = code;
        this.hint = hint;
    }

    static ApiProblem invalid(String detail) {
        return new ApiProblem(HttpStatus.BAD_REQUEST, "invalid-value", detail, "");
    }

    static ApiProblem unknownCluster(String name, Collection<ClusterName> known) {
        var names = known.stream().map(ClusterName::text).sorted().collect(Collectors.joining(", "));
        return new ApiProblem(
                HttpStatus.NOT_FOUND,
                "unknown-cluster",
                "there is no cluster '%s'; the configuration has %s"
                        .formatted(name.replaceAll("\\p{Cntrl}", "?"), names.isEmpty() ? "none" : names),
                "name one of these, or add it to the configuration's clusters and start the services again");
    }

    static ApiProblem starting(String what) {
        return new ApiProblem(
                HttpStatus.SERVICE_UNAVAILABLE, "starting", what, "it answers as soon as that is done; ask again");
    }

    static ApiProblem stopping() {
        return new ApiProblem(
                HttpStatus.SERVICE_UNAVAILABLE, "stopping", "the planner is stopping", "ask again when one runs");
    }

    static ApiProblem brokerAway(String words) {
        return new ApiProblem(
                HttpStatus.SERVICE_UNAVAILABLE,
                "broker-unreachable",
                words,
                "is the broker running, and is kafka.bootstrapServers right? Ask again under the same request id when it is back");
    }

    /** What a failure is for whoever asked; empty for our own bugs. */
    static Optional<ApiProblem> of(Throwable failure) {
        return switch (failure) {
            case ApiProblem problem -> Optional.of(problem);
            case InvalidValue invalid -> Optional.of(invalid(String.valueOf(invalid.getMessage())));
            case TooLarge large ->
                Optional.of(new ApiProblem(
                        HttpStatus.REQUEST_ENTITY_TOO_LARGE, "too-large", String.valueOf(large.getMessage()), ""));
            case BrokerUnreachable broker -> Optional.of(brokerAway(String.valueOf(broker.getMessage())));
            case TopicProblem topics ->
                Optional.of(new ApiProblem(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "topics",
                        String.valueOf(topics.getMessage()),
                        "repair the topics and start the planner again"));
            default -> Optional.empty();
        };
    }

    static String code(HttpStatus status) {
        return Fields.text(status);
    }

    MutableHttpResponse<String> response() {
        return fill(HttpResponse.status(status));
    }

    MutableHttpResponse<String> fill(MutableHttpResponse<?> response) {
        var body = new Fields()
                .put("type", TYPE + code)
                .put("title", status.getReason())
                .put("status", status.getCode())
                .put("detail", String.valueOf(getMessage()))
                .put("code", code)
                .put("hint", hint);
        if (status == HttpStatus.SERVICE_UNAVAILABLE) {
            response.header("Retry-After", "1");
        }
        return response.body(body.json()).contentType(PROBLEM);
    }
}
