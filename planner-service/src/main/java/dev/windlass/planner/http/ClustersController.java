package dev.windlass.planner.http;

import dev.windlass.core.upgrade.Upgrade;
import dev.windlass.planner.view.Fields;
import dev.windlass.planner.view.PlanView;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import java.util.Optional;

/** Where the clusters are. */
@Controller("/api/v1/clusters")
@Requires(env = Backend.ENVIRONMENT)
final class ClustersController {
    private final Backend backend;

    ClustersController(Backend backend) {
        this.backend = backend;
    }

    @Get
    HttpResponse<String> all() {
        var now = backend.clock().instant();
        var clusters = backend.clusters().stream()
                .map(name -> backend.view(name).summary(now))
                .toList();
        return HttpResponse.ok(new Fields().putAll("clusters", clusters).json());
    }

    @Get("/{cluster}")
    HttpResponse<String> one(@PathVariable String cluster) {
        var view = backend.view(backend.known(cluster));
        return HttpResponse.ok(view.full(backend.clock().instant()).json());
    }

    /** The plan of the newest upgrade; of the one that the cluster stands at where that has none. */
    @Get("/{cluster}/plan")
    HttpResponse<String> plan(@PathVariable String cluster) {
        var name = backend.known(cluster);
        return backend.state(name)
                .flatMap(state -> planned(state.upgrade()).or(() -> planned(state.standing())))
                .map(plan -> HttpResponse.ok(plan.json()))
                .orElseThrow(() -> new ApiProblem(
                        HttpStatus.NOT_FOUND,
                        "no-plan",
                        "cluster %s has no plan".formatted(name),
                        "windlass plan %s --to VERSION".formatted(name)));
    }

    private static Optional<Fields> planned(Optional<Upgrade> upgrade) {
        return upgrade.flatMap(one -> one.plan().map(plan -> PlanView.of(one, plan)));
    }
}
