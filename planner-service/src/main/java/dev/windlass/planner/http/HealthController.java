package dev.windlass.planner.http;

import dev.windlass.planner.view.Fields;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;

/** Whether this process lives, and whether it is ready: its state is read, its loop runs and the brokers answer. */
@Controller("/health")
@Requires(env = Backend.ENVIRONMENT)
final class HealthController {
    private final Backend backend;

    HealthController(Backend backend) {
        this.backend = backend;
    }

    @Get("/live")
    HttpResponse<String> live() {
        return HttpResponse.ok(new Fields().put("status", "up").json());
    }

    @Get("/ready")
    @ExecuteOn(TaskExecutors.BLOCKING)
    HttpResponse<String> ready() {
        var loop = backend.loop().status();
        var broker = backend.broker().problem();
        var ready = loop.loop().running() && backend.replica().caughtUp() && broker.isEmpty();
        var body = new Fields()
                .put("status", ready ? "up" : "down")
                .put("planner", loop.loop().phase())
                .put("plannerProblem", loop.loop().problem())
                .putAll("partitions", loop.partitions().stream().sorted().toList())
                .put("stateRead", backend.replica().caughtUp())
                .put("stateProblem", backend.replica().status().problem())
                .put("broker", broker.isEmpty() ? "up" : broker)
                .putAll("stopped", loop.stopped());
        return HttpResponse.<String>status(ready ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE)
                .body(body.json());
    }
}
