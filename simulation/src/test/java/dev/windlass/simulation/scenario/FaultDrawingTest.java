package dev.windlass.simulation.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FaultDrawingTest {
    private static final List<Scenario> DRAWN =
            LongStream.range(0, 3_000).mapToObj(Drawing::draw).toList();

    private static Stream<Fault> faults() {
        return DRAWN.stream().flatMap(scenario -> scenario.faults().stream());
    }

    @Test
    void shouldWaitOnlyForServicesThatPassThePoint() {
        assertThat(faults().map(Fault::trigger)
                        .filter(Trigger.Passing.class::isInstance)
                        .map(Trigger.Passing.class::cast)
                        .filter(passing -> !passing.process().isEmpty()))
                .isNotEmpty()
                .allSatisfy(passing -> assertThat(services(passing.point()))
                        .contains(passing.process().replaceFirst("-\\d+$", "")));
    }

    private static List<String> services(String point) {
        return Arrays.stream(Point.values())
                .filter(each -> each.words().equals(point))
                .findFirst()
                .orElseThrow()
                .services();
    }

    @Test
    void shouldDrawEveryKindAndEveryPoint() {
        assertThat(faults().map(Fault::kind)).contains(FaultKind.values());
        var points = new TreeSet<String>();
        faults().forEach(fault -> {
            if (fault.trigger() instanceof Trigger.Passing passing) {
                points.add(passing.point());
            }
        });
        assertThat(points)
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Point.values()).map(Point::words).toList());
    }

    @Test
    void shouldNameServicesOnlyOnTheirWay() {
        assertThat(faults().filter(fault -> !fault.whose().isEmpty()))
                .isNotEmpty()
                .allSatisfy(fault -> {
                    assertThat(fault.kind().onTheWay()).isTrue();
                    assertThat(fault.whose()).doesNotStartWith("planner");
                });
    }

    @Test
    void shouldKeepMostWorldsSmall() {
        assertThat(DRAWN.stream().filter(FaultDrawingTest::isSmall)).hasSizeGreaterThan(DRAWN.size() * 6 / 10);
        assertThat(DRAWN.stream()
                        .flatMap(scenario -> scenario.fleet().clusters().stream())
                        .filter(cluster -> cluster.statefulSets() > 0))
                .hasSizeGreaterThan(DRAWN.size() / 10)
                .allSatisfy(cluster -> assertThat(cluster.workers()).isPositive());
    }

    private static boolean isSmall(Scenario scenario) {
        return scenario.fleet().clusters().stream()
                        .mapToInt(cluster -> cluster.controlPlanes() + cluster.workers())
                        .sum()
                <= 3;
    }

    @Test
    void shouldGiveARequestThatIsPublishedTwiceOnePolicy() {
        for (var scenario : DRAWN) {
            for (var ask : scenario.asks()) {
                assertThat(scenario.asks())
                        .filteredOn(other -> other.id().equals(ask.id()))
                        .allSatisfy(other -> assertThat(other.policy()).isEqualTo(ask.policy()));
            }
        }
    }
}
