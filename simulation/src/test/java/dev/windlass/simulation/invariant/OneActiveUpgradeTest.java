package dev.windlass.simulation.invariant;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OneActiveUpgradeTest {
    private final Trial trial = new Trial(new OneActiveUpgrade());

    @Test
    void shouldNoticeASecondUpgradeBesideTheFirst() {
        trial.upgrade(Trial.TARGET);
        trial.record(trial.cluster.history().events().getFirst().event());
        assertThat(trial.broken()).hasValueSatisfying(words -> assertThat(words).contains("was accepted while"));
    }

    @Test
    void shouldHoldAfterTheEndOfTheFirst() {
        trial.upgrade(Trial.FROM).toTheEnd();
        trial.upgrade(Trial.TARGET);
        assertThat(trial.broken()).isEmpty();
    }
}
