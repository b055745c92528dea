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
 * The whole product in worlds that nobody has seen yet, for a minute (-Dwindlass.simulation.seconds=N), and in some that everybody has. A
 * violation names its seed: {@code ./windlass simulate --seed S --trace} shows it.
 */
final class FreshSeedsTest {
    private static final long MILLION = 1_000_000;

    @Test
    void shouldKeepEveryPromiseInFreshWorlds() throws InterruptedException {
        var first = ThreadLocalRandom.current().nextLong(1, MILLION) * MILLION;
        var most = Duration.ofSeconds(Long.getLong("windlass.simulation.seconds", 60));
        var result = new Campaign(Simulations.drawing(), Simulations.runner())
                .run(CampaignPlan.of(first, MILLION).withMost(Optional.of(most)));
        System.out.printf(
                "%d fresh seeds from %d, %.1f a second, %d events%n",
                result.seeds(), first, result.perSecond(), result.events());
        assertThat(result.found()).isEmpty();
        assertThat(result.seeds()).isPositive();
    }

    @Test
    void shouldGiveTheSameHistoryForTheSameSeed() {
        for (var seed : List.of(1L, 2L, 3L, 5L, 8L, 13L)) {
            var verdict = Checked.twice(Simulations.runner()).run(Simulations.drawing().apply(seed));
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
