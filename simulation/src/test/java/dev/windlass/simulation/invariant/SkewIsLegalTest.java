package dev.windlass.simulation.invariant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windlass.simulation.scenario.FaultKind;
import org.junit.jupiter.api.Test;

class SkewIsLegalTest {
    private final Trial trial = new Trial(new SkewIsLegal());

    @Test
    void shouldNoticeAKubeletThatIsNewerThanAnApiServer() {
        trial.upgrade(Trial.TARGET);
        trial.cluster.cordons().liftedByPerson(Trial.W1, trial.world.now());
        trial.run(Trial.W1, "switch-repository", "1.31");
        trial.run(Trial.W1, "install-kubelet", "1.31.0-0");
        trial.run(Trial.W1, "restart-kubelet", "1.31.0-0");
        assertThat(trial.broken())
                .hasValueSatisfying(words -> assertThat(words)
                        .contains("the kubelet of c-w1 is v1.31.0 while the API server of c-cp1 is v1.30.0"));
    }

    private void raise(String minor) {
        trial.run(Trial.CP1, "switch-repository", minor);
        trial.run(Trial.CP1, "install-kubeadm", minor + ".0-0");
        trial.run(Trial.CP1, "upgrade-apply", "v" + minor + ".0");
    }

    @Test
    void shouldNoticeAKubeletThatRisesOnANodeInService() {
        raiseKubelet();
        assertThat(trial.broken()).hasValueSatisfying(words -> assertThat(words).contains("c-w1"));
    }

    @Test
    void shouldExcuseOnlyTheNodeThatAPersonUncordoned() {
        trial.upgrade(Trial.TARGET);
        trial.cluster.cordons().liftedByPerson(Trial.W2, trial.world.now());
        trial.cluster.strikes().add(FaultKind.CORDONED, "c-w2", trial.world.now(), trial.world.now());
        raiseKubelet();
        assertThat(trial.broken()).isPresent();
    }

    @Test
    void shouldExcuseTheNodeThatAPersonUncordoned() {
        trial.upgrade(Trial.TARGET);
        trial.cluster.cordons().liftedByPerson(Trial.W1, trial.world.now());
        raiseKubelet();
        assertThat(trial.broken()).isEmpty();
    }

    private void raiseKubelet() {
        raise("1.31");
        trial.run(Trial.CP2, "switch-repository", "1.31");
        trial.run(Trial.CP2, "install-kubeadm", "1.31.0-0");
        trial.run(Trial.CP2, "upgrade-node", "v1.31.0");
        trial.run(Trial.W1, "switch-repository", "1.31");
        trial.run(Trial.W1, "install-kubelet", "1.31.0-0");
        trial.run(Trial.W1, "restart-kubelet", "1.31.0-0");
    }
}
