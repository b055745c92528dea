package dev.windlass.simulation.invariant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windlass.core.event.Event;
import dev.windlass.core.procedure.Action;
import dev.windlass.core.request.Request;
import java.util.List;
import org.junit.jupiter.api.Test;

class EndsLeaveNodesInServiceTest {
    private final Trial trial = new Trial(new EndsLeaveNodesInService());

    @Test
    void shouldNoticeACordonThatNoEndNames() {
        trial.upgrade(Trial.TARGET).until(Action.DRAIN, Trial.CP1);
        trial.cordon(Trial.CP1, true);
        trial.record(new Event.UpgradeHalted("no", "", List.of()));
        assertThat(trial.broken()).hasValue("c-cp1 is left cordoned, and no end says so");
    }

    @Test
    void shouldHoldWhereTheHaltNamesIt() {
        trial.upgrade(Trial.TARGET).until(Action.DRAIN, Trial.CP1);
        trial.cordon(Trial.CP1, true);
        trial.record(new Event.UpgradeHalted("no", "", List.of(Trial.CP1)));
        assertThat(trial.broken()).isEmpty();
    }

    @Test
    void shouldNoticeThatWhatWasTakenInHandAgainIsLeft() {
        trial.upgrade(Trial.TARGET).until(Action.DRAIN, Trial.CP1);
        trial.cordon(Trial.CP1, true);
        trial.record(new Event.UpgradeHalted("no", "", List.of(Trial.CP1)));
        trial.steer(Request.Verb.RETRY);
        trial.record(new Event.UpgradeCancelled("so"));
        assertThat(trial.broken()).hasValue("c-cp1 is left cordoned, and no end says so");
    }

    @Test
    void shouldNotMindWhatAPersonCordoned() {
        trial.upgrade(Trial.TARGET).until(Action.DRAIN, Trial.CP1);
        trial.cluster.cordons().byPerson(Trial.W2);
        trial.cordon(Trial.W2, true);
        trial.record(new Event.UpgradeHalted("no", "", List.of()));
        assertThat(trial.broken()).isEmpty();
    }
}
