package dev.windlass.simulation.invariant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windlass.core.cluster.NodeName;
import dev.windlass.core.event.Event;
import dev.windlass.core.procedure.Action;
import dev.windlass.simulation.scenario.FaultKind;
import dev.windlass.simulator.world.Occurrence;
import dev.windlass.simulator.world.Verb;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class OneNodeAtATimeTest {
    private final Trial trial = new Trial(new OneNodeAtATime());

    @Test
    void shouldNoticeTwoCordonsWithoutAMark() {
        trial.cordon(Trial.W1, true);
        assertThat(trial.broken()).isEmpty();

        trial.cordon(Trial.W2, true);
        assertThat(trial.broken()).hasValue("disrupted at once in c: [c-w1, c-w2]");
    }

    @Test
    void shouldNoticeAVerbBesideACordon() {
        trial.cordon(Trial.W1, true);
        trial.happened(began(Trial.W2));
        assertThat(trial.broken()).hasValue("disrupted at once in c: [c-w1, c-w2]");
    }

    @Test
    void shouldNotMindWhatAPersonCordoned() {
        trial.cluster.cordons().byPerson(Trial.W1);
        trial.cordon(Trial.W1, true).cordon(Trial.W2, true);
        assertThat(trial.broken()).isEmpty();
    }

    @Test
    void shouldCountWhatAHaltNamedAsSoonAsItIsActedOn() {
        trial.upgrade(Trial.TARGET).until(Action.DRAIN, Trial.W1);
        trial.cordon(Trial.W1, true);
        trial.record(new Event.UpgradeHalted("no", "", List.of(Trial.W1)));
        trial.cordon(Trial.CP1, true);
        assertThat(trial.broken()).isEmpty();

        trial.happened(began(Trial.W1));
        assertThat(trial.broken()).hasValue("disrupted at once in c: [c-cp1, c-w1]");
    }

    @Test
    void shouldNoticeANodeThatIsTakenBesideOneThatIsNotReady() {
        trial.world.faults(Trial.W1).powerOff();
        trial.pass(Duration.ofMinutes(5));
        trial.cluster.strikes().add(FaultKind.POISON, "c", trial.world.now(), trial.world.now());
        trial.run(Trial.W2, "switch-repository", "1.31");
        trial.run(Trial.W2, "install-kubelet", "1.31.0-0");
        trial.run(Trial.W2, "restart-kubelet", "1.31.0-0");
        assertThat(trial.broken()).hasValue("the kubelet of c-w2 is restarted while c-w1 is not ready");
    }

    private Occurrence began(NodeName node) {
        return new Occurrence.VerbBegan(trial.world.now(), node.text(), 1, "run", Verb.SWITCH_REPOSITORY, "1.31");
    }
}
