package dev.windlass.simulation.invariant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windlass.core.event.Assignment;
import dev.windlass.core.event.Event;
import dev.windlass.core.procedure.Action;
import dev.windlass.core.upgrade.RunName;
import dev.windlass.simulator.world.Occurrence;
import dev.windlass.simulator.world.Verb;
import java.util.List;
import org.junit.jupiter.api.Test;

class NothingAfterTheEndTest {
    private final Trial trial = new Trial(new NothingAfterTheEnd());

    @Test
    void shouldNoticeAVerbAfterTheEnd() {
        var switched = trial.upgrade(Trial.TARGET).until(Action.SWITCH_REPOSITORY, Trial.CP1);
        trial.record(new Event.UpgradeHalted("no", "", List.of()));
        trial.happened(began(switched));
        assertThat(trial.broken())
                .hasValueSatisfying(words -> assertThat(words).endsWith("although the upgrade is halted"));
    }

    @Test
    void shouldNoticeAVerbAfterItsSuccess() {
        var switched = trial.upgrade(Trial.TARGET).until(Action.SWITCH_REPOSITORY, Trial.CP1);
        trial.succeed(switched);
        trial.happened(began(switched));
        assertThat(trial.broken()).hasValueSatisfying(words -> assertThat(words).endsWith("although it had succeeded"));
    }

    @Test
    void shouldNoticeARequestThatBeginsTwice() {
        trial.upgrade(Trial.FROM).toTheEnd();
        var accepted = (Event.UpgradeAccepted)
                trial.cluster.history().events().getFirst().event();
        trial.record(accepted);
        assertThat(trial.broken()).hasValue("request r1 began an upgrade for the second time");
    }

    private Occurrence began(Assignment step) {
        return new Occurrence.VerbBegan(
                trial.world.now(),
                Trial.CP1.text(),
                step.token(),
                RunName.of(
                        trial.cluster.history().upgrade().orElseThrow().id(),
                        step.step().id(),
                        step.attempt()),
                Verb.SWITCH_REPOSITORY,
                "1.31");
    }
}
