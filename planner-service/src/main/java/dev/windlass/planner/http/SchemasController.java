package dev.windlass.planner.http;

import dev.windlass.runtime.schemas.SchemaRegistryView;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;

/** The reading calls of a schema registry, so that Kafka tools that ask one decode Windlass' records without a further server. */
@Controller
@Requires(env = Backend.ENVIRONMENT)
final class SchemasController {
    private final SchemaRegistryView registry = new SchemaRegistryView();

    @Get(
            uris = {"/schemas/{+rest}", "/subjects", "/subjects/{+rest}", "/config"},
            produces = MediaType.ALL)
    HttpResponse<String> get(HttpRequest<?> request) {
        var answer = registry.get(request.getPath());
        return HttpResponse.<String>status(HttpStatus.valueOf(answer.status()))
                .contentType(SchemaRegistryView.CONTENT_TYPE)
                .body(answer.body());
    }
}
