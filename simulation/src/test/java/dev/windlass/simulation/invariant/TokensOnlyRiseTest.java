package dev.windlass.simulation.invariant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windlass.simulator.world.Occurrence;
import org.junit.jupiter.api.Test;

class TokensOnlyRiseTest {
    private final Trial trial = new Trial(new TokensOnlyRise());

    @Test
    void shouldNoticeALowerTokenAfterAHigherOne() {
        trial.happened(new Occurrence.TokenAccepted(trial.world.now(), "c-w1", 2, "run-a"));
        trial.happened(new Occurrence.TokenAccepted(trial.world.now(), "c-w1", 2, "run-b"));
        assertThat(trial.broken()).isEmpty();

        trial.happened(new Occurrence.TokenAccepted(trial.world.now(), "c-w1", 1, "run-a"));
        assertThat(trial.broken()).hasValue("c-w1 accepted token 1 after 2");
    }
}
