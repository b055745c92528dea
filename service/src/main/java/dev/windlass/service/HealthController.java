package dev.windlass.service;

import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import java.util.Map;
import java.util.TreeMap;

/** Whether this process lives (/health/live), and whether it does its work (/health/ready, and the same at /health). */
@Controller("/health")
@Requires(beans = Health.class)
final class HealthController {
    private final Health health;

    HealthController(Health health) {
        this.health = health;
    }

    @Get("/live")
    Map<String, String> live() {
        return Map.of("status", "up");
    }

    @Get(uris = {"/", "/ready"})
    HttpResponse<Map<String, String>> ready() {
        var answer = health.ask().get();
        var body = new TreeMap<>(answer.details());
        body.put("status", answer.ready() ? "up" : "down");
        return HttpResponse.<Map<String, String>>status(answer.ready() ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE)
                .body(body);
    }
}
