package dev.windlass.planner.http;

import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import jakarta.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a controller throws, as an answer. What is not foreseen is our own bug: it is logged, and its words stay here. */
@Singleton
@Produces("application/problem+json")
@Requires(env = Backend.ENVIRONMENT)
final class ProblemHandler implements ExceptionHandler<RuntimeException, HttpResponse<?>> {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemHandler.class);

    @Override
    @SuppressWarnings("rawtypes") // as the interface has it
    public HttpResponse<?> handle(HttpRequest request, RuntimeException failure) {
        return ApiProblem.of(failure).orElseGet(() -> bug(request, failure)).response();
    }

    private static ApiProblem bug(HttpRequest<?> request, RuntimeException failure) {
        LOG.error("{} {} failed", request.getMethod(), request.getPath(), failure);
        return new ApiProblem(
                HttpStatus.INTERNAL_SERVER_ERROR,
                "bug",
                "this is a bug in windlass: " + failure.getClass().getSimpleName(),
                "the planner's log has more");
    }
}
