package dev.windlass.simulation.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windlass.simulation.Simulations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The list of points is true: in one upgrade each service passes each of those that it is said to pass. */
final class PointTest {
    @Test
    void shouldBePassedByItsServices() {
        var faults = Stream.of(Point.values())
                .flatMap(point -> point.services().stream().map(service -> slowLogAt(service + "-1", point)))
                .toList();
        var scenario = new Scenario(
                1,
                new Fleet(1, 1, 1, 1, List.of(new ClusterPlan("alpha", 1, 0, "v1.30.4", 0))),
                Duration.ofSeconds(60),
                List.of(new Ask(Duration.ZERO, "alpha", Ask.Kind.UPGRADE, "v1.31.1", "alpha-1")),
                faults);
        var history = new ArrayList<String>();
        assertThat(Simulations.runner().run(scenario, history::add).violation()).isEmpty();
        assertThat(faults)
                .allSatisfy(fault -> assertThat(history)
                        .anySatisfy(line -> assertThat(line)
                                .contains("  FAULT  ", fault.trigger().toString())));
    }

    private static Fault slowLogAt(String process, Point point) {
        return new Fault(
                FaultKind.SLOW_LOG, new Trigger.Passing(process, point.words(), 1), "", Duration.ofMillis(10), 0);
    }
}
