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
 * The whole product in many worlds: the same ones in each build, so that a build says something about its change alone; and with
 * -Dwindlass.simulation.seconds=N in worlds that nobody has seen yet, for so long. A violation names its seed: {@code ./windlass simulate
 * --seed S --trace} shows it.
 */
final class ManySeedsTest {
    private static final long MILLION = 1_000_000;
    private static final long USUAL_FIRST = 30_000;
    private static final long USUAL_COUNT = 300;

    @Test
    void shouldKeepEveryPromise() throws InterruptedException {
        var result = new Campaign(Simulations.drawing(), Simulations.runner()).run(plan());
        System.out.printf(
                "%d seeds from %d, %.1f a second, %d events%n",
                result.seeds(), result.first(), result.perSecond(), result.events());
        assertThat(result.found()).isEmpty();
        assertThat(result.seeds()).isPositive();
    }

    private static CampaignPlan plan() {
        var patient = Duration.ofMinutes(5);
        return Optional.ofNullable(Long.getLong("windlass.simulation.seconds"))
                .map(seconds -> CampaignPlan.of(ThreadLocalRandom.current().nextLong(1, MILLION) * MILLION, MILLION)
                        .withMost(Optional.of(Duration.ofSeconds(seconds))))
                .orElseGet(() -> CampaignPlan.of(USUAL_FIRST, USUAL_COUNT))
                .withHangsAfter(patient);
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
