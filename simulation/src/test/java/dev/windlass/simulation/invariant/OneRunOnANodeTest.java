package dev.windlass.simulation.invariant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windlass.simulator.world.Occurrence;
import org.junit.jupiter.api.Test;

class OneRunOnANodeTest {
    private final Trial trial = new Trial(new OneRunOnANode());

    @Test
    void shouldNoticeTwoRunsAtOnce() {
        trial.happened(new Occurrence.TwoRunsActed(trial.world.now(), "c-w1", 1, "run-a", "run-b"));
        assertThat(trial.broken()).hasValue("run-a and run-b act on c-w1 at once");
    }
}
