package dev.windlass.simulation.invariant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windlass.core.procedure.Action;
import org.junit.jupiter.api.Test;

class AttemptsAreBoundedTest {
    private final Trial trial = new Trial(new AttemptsAreBounded());

    @Test
    void shouldNoticeOneAttemptTooMany() {
        var drain = trial.upgrade(Trial.TARGET).until(Action.DRAIN, Trial.CP1);
        trial.record(Trial.failed(drain, 1));
        assertThat(trial.broken()).isEmpty();

        trial.record(Trial.failed(drain, 2));
        assertThat(trial.broken()).hasValue("drain c-cp1 has failed in 2 attempts");
    }
}
