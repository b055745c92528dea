package dev.windlass.simulation.invariant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windlass.core.procedure.Action;
import dev.windlass.simulation.scenario.FaultKind;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CompletedIsTrueTest {
    private final Trial trial = new Trial(new CompletedIsTrue());

    @Test
    void shouldHoldWhereAllIsTrue() {
        trial.upgrade(Trial.FROM).toTheEnd();
        assertThat(trial.broken()).isEmpty();
    }

    @Test
    void shouldNoticeAKubeletThatIsNotThere() {
        trial.upgrade(Trial.TARGET).toTheEnd();
        assertThat(trial.broken()).hasValue("completed, but the kubelet package of c-cp1 is v1.30.0");
    }

    @Test
    void shouldNoticeACordonOfOursWithoutAMark() {
        trial.cordon(Trial.W1, true).upgrade(Trial.FROM).toTheEnd();
        assertThat(trial.broken()).hasValue("completed, but c-w1 is cordoned by us");
    }

    @Test
    void shouldNoticeAControlPlaneThatIsElsewhere() {
        trial.upgrade(Trial.FROM).until(Action.INSPECT_NODE, Trial.W2);
        trial.run(Trial.CP2, "switch-repository", "1.31");
        trial.run(Trial.CP2, "install-kubeadm", "1.31.0-0");
        trial.run(Trial.CP2, "upgrade-apply", "v1.31.0");
        trial.toTheEnd();
        assertThat(trial.broken()).hasValue("completed, but the manifest of etcd on c-cp2 is not that of v1.30.0");
    }

    @Test
    void shouldNoticeANodeThatIsNotReadyWhateverElseStruckIt() {
        trial.upgrade(Trial.FROM).until(Action.INSPECT_NODE, Trial.W2);
        trial.world.faults(Trial.W1).powerOff();
        trial.pass(Duration.ofMinutes(5));
        trial.cluster.strikes().add(FaultKind.SSH_REFUSED, "c-w1", trial.world.now(), trial.world.now());
        trial.toTheEnd();
        assertThat(trial.broken()).hasValue("completed, but c-w1 is not Ready");
    }

    @Test
    void shouldExcuseANodeThatWentAwayJustNow() {
        trial.upgrade(Trial.FROM).until(Action.INSPECT_NODE, Trial.W2);
        trial.world.faults(Trial.W1).powerOff();
        trial.pass(Duration.ofMinutes(5));
        trial.cluster.strikes().add(FaultKind.NODE_DOWN, "c-w1", trial.world.now(), trial.world.now());
        trial.toTheEnd();
        assertThat(trial.broken()).isEmpty();
    }
}
