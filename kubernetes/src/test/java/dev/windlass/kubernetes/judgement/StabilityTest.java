package dev.windlass.kubernetes.judgement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windlass.core.cluster.Workload;
import dev.windlass.core.plan.UpgradeId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class StabilityTest {
    private static final Instant T = Instant.parse("2026-03-01T10:00:00Z");

    @Test
    void shouldHoldAfterTheWindow() {
        var stability = Stability.of(Duration.ofSeconds(10)).seenGood(1, T).seenGood(1, T.plusSeconds(9));

        assertThat(stability.held(T.plusSeconds(9))).isFalse();
        assertThat(stability.remaining(T.plusSeconds(9))).contains(Duration.ofSeconds(1));
        assertThat(stability.held(T.plusSeconds(10))).isTrue();
    }

    @Test
    void shouldBeginAnewWhenItWasBadOrChanged() {
        var stability = Stability.of(Duration.ofSeconds(10)).seenGood(1, T);

        assertThat(stability.seenBad().held(T.plusSeconds(20))).isFalse();
        assertThat(stability.seenGood(2, T.plusSeconds(9)).held(T.plusSeconds(11)))
                .isFalse();
    }

    @Test
    void shouldHoldAtOnceWithoutAWindow() {
        assertThat(Stability.of(Duration.ZERO).seenGood(1, T).held(T)).isTrue();
    }

    @Test
    void shouldKeepWhatADrainTookForItsOwnUpgradeOnly() {
        var upgrade = new UpgradeId("demo-5");
        var taken = new TakenWorkloads(
                upgrade,
                List.of(new Workload("default", "Deployment", "web", 2), new Workload("db", "StatefulSet", "pg", 3)));

        assertThat(taken.text()).isEqualTo("demo-5 Deployment/default/web=2 StatefulSet/db/pg=3");
        assertThat(TakenWorkloads.parse(taken.text(), upgrade)).contains(taken);
        assertThat(TakenWorkloads.parse(taken.text(), new UpgradeId("demo-6"))).isEmpty();
        assertThat(TakenWorkloads.parse("demo-5", upgrade)).contains(new TakenWorkloads(upgrade, List.of()));
    }
}
