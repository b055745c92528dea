package dev.windlass.kubernetes.judgement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windlass.core.cluster.Workload;
import dev.windlass.core.plan.UpgradeId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StabilityTest {
    private static final Instant T = Instant.parse("2026-03-01T10:00:00Z");
    private static final Optional<Pulse> NO_PULSE = Optional.empty();

    @Test
    void shouldHoldAfterTheWindow() {
        var stability = Stability.of(Duration.ofSeconds(10), Duration.ofSeconds(40))
                .seenGood(1, NO_PULSE, T, T)
                .seenGood(1, NO_PULSE, T.plusSeconds(9), T.plusSeconds(9));

        assertThat(stability.held(T.plusSeconds(9))).isFalse();
        assertThat(stability.remaining(T.plusSeconds(9))).contains(Duration.ofSeconds(1));
        assertThat(stability.held(T.plusSeconds(10))).isTrue();
    }

    @Test
    void shouldBeginAnewWhenItWasBadOrChanged() {
        var stability =
                Stability.of(Duration.ofSeconds(10), Duration.ofSeconds(40)).seenGood(1, NO_PULSE, T, T);

        assertThat(stability.seenBad().held(T.plusSeconds(20))).isFalse();
        assertThat(stability
                        .seenGood(2, NO_PULSE, T.plusSeconds(9), T.plusSeconds(9))
                        .held(T.plusSeconds(11)))
                .isFalse();
    }

    @Test
    void shouldBeginAnewWhereNobodyCouldLook() {
        var before =
                Stability.of(Duration.ofSeconds(10), Duration.ofSeconds(12)).seenGood(1, NO_PULSE, T, T);

        assertThat(before.seenGood(1, NO_PULSE, T.plusSeconds(12), T.plusSeconds(20))
                        .held(T.plusSeconds(20)))
                .as("a slow look")
                .isTrue();
        assertThat(before.seenGood(1, NO_PULSE, T.plusSeconds(13), T.plusSeconds(20))
                        .held(T.plusSeconds(20)))
                .isFalse();
    }

    @Test
    void shouldHoldAtOnceWithoutAWindow() {
        assertThat(Stability.of(Duration.ZERO, Duration.ofSeconds(40))
                        .seenGood(1, NO_PULSE, T, T)
                        .held(T))
                .isTrue();
        assertThat(Stability.of(Duration.ZERO, Duration.ofSeconds(40))
                        .seenGood(1, beat(-20, 0), T, T)
                        .held(T))
                .isTrue();
    }

    private static Optional<Pulse> beat(int at, int countsFrom) {
        return Optional.of(new Pulse(T.plusSeconds(at), T.plusSeconds(countsFrom)));
    }

    @Test
    void shouldWaitForASignOfLifeHoweverLongTheStateStands() {
        var silent = Stability.of(Duration.ofSeconds(10), Duration.ofSeconds(40))
                .seenGood(1, beat(-1, 9), T, T)
                .seenGood(1, beat(-1, 9), T.plusSeconds(30), T.plusSeconds(30));

        assertThat(silent.held(T.plusSeconds(30))).isFalse();
        assertThat(silent.remaining(T.plusSeconds(30))).contains(Duration.ZERO);
        assertThat(silent.seenGood(1, beat(31, 9), T.plusSeconds(31), T.plusSeconds(31))
                        .held(T.plusSeconds(31)))
                .isTrue();
    }

    @Test
    void shouldCountNoSignOfLifeThatCameTooSoon() {
        var soon = Stability.of(Duration.ofSeconds(10), Duration.ofSeconds(40))
                .seenGood(1, beat(-1, 9), T, T)
                .seenGood(1, beat(8, 9), T.plusSeconds(10), T.plusSeconds(10));

        assertThat(soon.held(T.plusSeconds(10))).isFalse();
        assertThat(soon.seenGood(1, beat(18, 9), T.plusSeconds(18), T.plusSeconds(18))
                        .held(T.plusSeconds(18)))
                .isTrue();
    }

    @Test
    void shouldCountNoSignOfLifeFromBeforeTheWindow() {
        var stability = Stability.of(Duration.ofSeconds(10), Duration.ofSeconds(40))
                .seenGood(1, beat(-1, -50), T, T)
                .seenGood(1, beat(9, -50), T.plusSeconds(9), T.plusSeconds(9))
                .seenGood(2, beat(9, -50), T.plusSeconds(11), T.plusSeconds(11));

        assertThat(stability.held(T.plusSeconds(25))).isFalse();
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
