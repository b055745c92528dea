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
    private static final Optional<Instant> NO_SIGN = Optional.empty();

    @Test
    void shouldHoldAfterTheWindow() {
        var stability = Stability.of(Duration.ofSeconds(10), Duration.ofSeconds(40))
                .seenGood(1, NO_SIGN, T, T)
                .seenGood(1, NO_SIGN, T.plusSeconds(9), T.plusSeconds(9));

        assertThat(stability.held()).isFalse();
        assertThat(stability.remaining(T.plusSeconds(9))).contains(Duration.ofSeconds(1));
        assertThat(stability
                        .seenGood(1, NO_SIGN, T.plusSeconds(10), T.plusSeconds(10))
                        .held())
                .isTrue();
    }

    @Test
    void shouldBeginAnewWhenItWasBadOrChanged() {
        var stability =
                Stability.of(Duration.ofSeconds(10), Duration.ofSeconds(40)).seenGood(1, NO_SIGN, T, T);

        assertThat(stability.seenBad().held()).isFalse();
        assertThat(stability
                        .seenGood(2, NO_SIGN, T.plusSeconds(9), T.plusSeconds(9))
                        .seenGood(2, NO_SIGN, T.plusSeconds(11), T.plusSeconds(11))
                        .held())
                .isFalse();
    }

    @Test
    void shouldNotCountTheTimeThatALookTakes() {
        var before =
                Stability.of(Duration.ofSeconds(10), Duration.ofSeconds(12)).seenGood(1, NO_SIGN, T, T);

        assertThat(before.seenGood(1, NO_SIGN, T.plusSeconds(2), T.plusSeconds(11))
                        .held())
                .isFalse();
    }

    @Test
    void shouldBeginAnewWhereNobodyCouldLook() {
        var before =
                Stability.of(Duration.ofSeconds(10), Duration.ofSeconds(12)).seenGood(1, NO_SIGN, T, T);

        assertThat(before.seenGood(1, NO_SIGN, T.plusSeconds(12), T.plusSeconds(20))
                        .held())
                .isTrue();
        assertThat(before.seenGood(1, NO_SIGN, T.plusSeconds(13), T.plusSeconds(20))
                        .held())
                .isFalse();
    }

    @Test
    void shouldHoldAtOnceWithoutAWindow() {
        assertThat(Stability.of(Duration.ZERO, Duration.ofSeconds(40))
                        .seenGood(1, NO_SIGN, T, T)
                        .held())
                .isTrue();
        assertThat(Stability.of(Duration.ZERO, Duration.ofSeconds(40))
                        .seenGood(1, renewed(-20), T, T)
                        .held())
                .isTrue();
    }

    private static Optional<Instant> renewed(int second) {
        return Optional.of(T.plusSeconds(second));
    }

    private static Stability seen(Stability before, int sign, int second) {
        return before.seenGood(1, renewed(sign), T.plusSeconds(second), T.plusSeconds(second));
    }

    @Test
    void shouldEndWithASignOfLifeThatComesAfterTheWindow() {
        var before = seen(seen(Stability.of(Duration.ofSeconds(10), Duration.ofSeconds(40)), -1, 0), 5, 6);
        assertThat(before.closing()).isFalse();

        var closing = seen(before, 5, 30);
        assertThat(closing.held()).as("however long it stands").isFalse();
        assertThat(closing.closing()).isTrue();
        assertThat(closing.remaining(T.plusSeconds(30))).contains(Duration.ZERO);
        assertThat(seen(closing, 5, 31).held()).isFalse();
        var signed = seen(closing, 32, 32);
        assertThat(signed.held())
                .as("one who has just begun anew gives a sign, too")
                .isFalse();
        assertThat(seen(signed, 32, 33).held()).isTrue();
    }

    @Test
    void shouldBeginAnewWithOneWhoSaysAfterHisSignThatHeHasBegun() {
        var closing = seen(seen(Stability.of(Duration.ofSeconds(10), Duration.ofSeconds(40)), -1, 0), 5, 12);
        var signed = seen(closing, 13, 13);

        assertThat(signed.seenGood(2, renewed(13), T.plusSeconds(14), T.plusSeconds(14))
                        .held())
                .isFalse();
    }

    @Test
    void shouldCountNoSignOfLifeThatMayBeFromBeforeItsEnd() {
        var closing = seen(seen(Stability.of(Duration.ofSeconds(10), Duration.ofSeconds(40)), -1, 0), 8, 10);

        assertThat(closing.held()).isFalse();
        assertThat(seen(seen(closing, 18, 18), 18, 19).held()).isTrue();
    }

    /** Whatever the node's clock does. */
    @Test
    void shouldTakeAClockThatWasSetBack() {
        var closing = seen(seen(Stability.of(Duration.ofSeconds(10), Duration.ofSeconds(40)), -1, 0), 8, 10);

        assertThat(seen(seen(closing, -600, 18), -600, 19).held()).isTrue();
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
