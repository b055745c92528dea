package dev.windlass.planner.http;

import io.micronaut.context.annotation.Primary;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.response.Error;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import jakarta.inject.Singleton;
import java.util.stream.Collectors;

/** The same form for what the server itself refuses: an unknown path, a wrong method, a body that is too large. */
@Singleton
@Primary
@Requires(env = Backend.ENVIRONMENT)
final class ProblemBodies implements ErrorResponseProcessor<String> {
    @Override
    public MutableHttpResponse<String> processResponse(ErrorContext context, MutableHttpResponse<?> response) {
        var status = HttpStatus.valueOf(response.code());
        var said = context.getErrors().stream().map(Error::getMessage).collect(Collectors.joining("; "));
        var request = context.getRequest();
        var hint = status == HttpStatus.NOT_FOUND || status == HttpStatus.METHOD_NOT_ALLOWED
                ? "the API is under /api/v1/clusters and /api/v1/requests"
                : "";
        var detail = "%s %s: %s"
                .formatted(request.getMethodName(), request.getPath(), said.isEmpty() ? status.getReason() : said);
        return new ApiProblem(status, ApiProblem.code(status), detail, hint).fill(response);
    }
}
