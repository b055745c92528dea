package dev.windlass.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windlass.simulation.run.Campaign;
import dev.windlass.simulation.run.CampaignPlan;
import dev.windlass.simulation.run.Checked;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

/**
 * The whole product in many worlds, for a minute in each build: new ones each time, so that all builds together see more and more of them.
 * A violation names its seed, and {@code ./windlass simulate --seed S --trace} shows it again. Longer: -Dwindlass.simulation.seconds=N.
 */
final class ManySeedsTest {
    private static final long MILLION = 1_000_000;
    private static final Duration PATIENT = Duration.ofMinutes(5);

    @Test
    void shouldKeepEveryPromise() throws InterruptedException {
        var first = ThreadLocalRandom.current().nextLong(1, MILLION) * MILLION;
        var most = Duration.ofSeconds(Long.getLong("windlass.simulation.seconds", 60));
        var plan = CampaignPlan.of(first, MILLION).withMost(Optional.of(most)).withHangsAfter(PATIENT);
        var result = new Campaign(Simulations.drawing(), Simulations.runner()).run(plan);
        System.out.printf(
                "%d seeds from %d, %.1f a second, %d events%n",
                result.seeds(), result.first(), result.perSecond(), result.events());
        assertThat(result.found())
                .as("see it again with ./windlass simulate --seed S --trace")
                .isEmpty();
        assertThat(result.seeds()).isPositive();
    }

    @Test
    void shouldGiveTheSameHistoryForTheSameSeed() {
        for (var seed : List.of(1L, 2L, 3L, 5L, 8L, 13L)) {
            var verdict = Checked.twice(Simulations.runner())
                    .run(Simulations.drawing().apply(seed));
            assertThat(verdict.violation()).isEmpty();
        }
    }

    @Test
    void shouldCompleteWhereNothingGoesWrong() {
        for (var seed = 100L; seed < 110; seed++) {
            var scenario = Simulations.drawing().apply(seed).withFaults(List.of());
            var verdict = Simulations.runner().run(scenario);
            assertThat(verdict.violation()).isEmpty();
            assertThat(verdict.transitions()).containsKey("RUNNING -> COMPLETED");
        }
    }
}
