package dev.windlass.planner.http;

import dev.windlass.planner.view.Fields;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.net.URI;

/** Publishes requests for whoever has no Kafka client. The answer comes as an event: the cursor is from before the request. */
@Controller("/api/v1/requests")
@Requires(env = Backend.ENVIRONMENT)
final class RequestsController {
    private final Backend backend;

    RequestsController(Backend backend) {
        this.backend = backend;
    }

    @Post
    @Consumes(MediaType.APPLICATION_JSON)
    @ExecuteOn(TaskExecutors.BLOCKING)
    HttpResponse<String> publish(@Body String body) {
        var request = RequestReading.read(body);
        var cluster = backend.configured(request.cluster());
        backend.requireBroker();
        var published = backend.publisher().publish(request);
        var answer = new Fields()
                .putText("requestId", request.id())
                .putText("cluster", cluster)
                .putText("cursor", new Cursor(published.partition(), published.eventsOffset()));
        return HttpResponse.<String>accepted(URI.create("/api/v1/clusters/" + cluster + "/events"))
                .body(answer.json());
    }
}
