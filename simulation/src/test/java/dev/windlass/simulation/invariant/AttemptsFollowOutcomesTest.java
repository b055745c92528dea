package dev.windlass.simulation.invariant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windlass.core.event.Event;
import dev.windlass.core.procedure.Action;
import org.junit.jupiter.api.Test;

class AttemptsFollowOutcomesTest {
    private final Trial trial = new Trial(new AttemptsFollowOutcomes());

    @Test
    void shouldNoticeAnAttemptThatIsRepeatedAfterItsFailure() {
        var save = trial.upgrade(Trial.TARGET).until(Action.SAVE_CONFIGURATION, Trial.CP1);
        trial.record(Trial.failed(save, 1));
        trial.record(new Event.StepScheduled(save));
        assertThat(trial.broken())
                .hasValueSatisfying(words -> assertThat(words).endsWith("attempt 1 failed, and attempt 1 follows"));
    }
}
