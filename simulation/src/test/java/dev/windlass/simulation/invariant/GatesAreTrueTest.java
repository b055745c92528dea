package dev.windlass.simulation.invariant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windlass.core.cluster.NodeName;
import dev.windlass.core.cluster.Workload;
import dev.windlass.core.procedure.Action;
import dev.windlass.core.report.Finding;
import dev.windlass.core.report.Outcome;
import dev.windlass.core.report.Report;
import dev.windlass.simulator.world.Health;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class GatesAreTrueTest {
    private static final Duration WHILE = Duration.ofMinutes(1);
    private static final Report.Said PASSED = new Report.Said.Ended(new Outcome.Succeeded("done", Finding.NOTHING));

    private final Trial trial = new Trial(new GatesAreTrue());

    /** As the plan has it, but outside the plan: a trial's actors do nothing. */
    private void raiseControlPlane() {
        trial.upgrade(Trial.TARGET).until(Action.KUBEADM_UPGRADE_APPLY, Trial.CP1);
        raise(Trial.CP1, "upgrade-apply");
        raise(Trial.CP2, "upgrade-node");
        trial.pass(WHILE);
    }

    private void raise(NodeName node, String verb) {
        trial.run(node, "switch-repository", "1.31");
        trial.run(node, "install-kubeadm", "1.31.0-0");
        trial.run(node, verb, Trial.TARGET);
    }

    private void restart(NodeName node) {
        trial.run(node, "install-kubelet", "1.31.0-0");
        trial.run(node, "restart-kubelet", "1.31.0-0");
    }

    @Test
    void shouldHoldWhereTheKubeletRuns() {
        raiseControlPlane();
        var gate = trial.until(Action.VALIDATE_NODE, Trial.CP1);
        restart(Trial.CP1);
        trial.pass(WHILE);
        trial.succeed(gate);
        assertThat(trial.broken()).isEmpty();
    }

    @Test
    void shouldNoticeAKubeletOfAnotherVersion() {
        raiseControlPlane();
        trial.succeed(trial.until(Action.VALIDATE_NODE, Trial.CP1));
        assertThat(trial.broken())
                .hasValueSatisfying(words -> assertThat(words).contains("kubelet v1.31.0 of c-cp1, started at "));
    }

    @Test
    void shouldNoticeAKubeletThatWasReadyBeforeItsRestartOnly() {
        raiseControlPlane();
        restart(Trial.CP1);
        trial.pass(WHILE);
        var gate = trial.until(Action.VALIDATE_NODE, Trial.CP1);
        trial.succeed(gate);
        assertThat(trial.broken()).hasValueSatisfying(words -> assertThat(words).contains("started at "));
    }

    @Test
    void shouldNoticeAControlPlaneOfAnotherVersion() {
        trial.succeed(trial.upgrade(Trial.TARGET).until(Action.VALIDATE_CONTROL_PLANE, Trial.CP1));
        assertThat(trial.broken())
                .hasValueSatisfying(words -> assertThat(words).endsWith("the components of v1.31.0 on c-cp1 are up"));
    }

    @Test
    void shouldNoticeAControlPlaneThatIsDown() {
        raiseControlPlane();
        trial.world.faults(Trial.CP1).powerOff();
        trial.pass(WHILE);
        trial.succeed(trial.until(Action.VALIDATE_CONTROL_PLANE, Trial.CP1));
        assertThat(trial.broken())
                .hasValueSatisfying(words -> assertThat(words).endsWith("the components of v1.31.0 on c-cp1 are up"));
    }

    @Test
    void shouldHoldWhereItWasUpForAMoment() {
        raiseControlPlane();
        var gate = trial.until(Action.VALIDATE_CONTROL_PLANE, Trial.CP1);
        trial.world.faults(Trial.CP1).powerOff();
        trial.pass(WHILE);
        trial.succeed(gate);
        assertThat(trial.broken()).isEmpty();
    }

    @Test
    void shouldNoticeAKubeletThatHasNotBeenReadyForLong() {
        raiseControlPlane();
        trial.until(Action.RESTART_KUBELET, Trial.CP1);
        restart(Trial.CP1);
        var gate = trial.until(Action.VALIDATE_NODE, Trial.CP1);
        trial.world.stopKubelet(Trial.CP1);
        trial.promises.changed(trial.cluster);
        trial.world.startKubelet(Trial.CP1);
        trial.pass(Duration.ofSeconds(5));
        assertThat(Health.of(trial.world.host(Trial.CP1)).kubeletReadySince()).isPresent();
        trial.promises.reported(trial.cluster, trial.said(gate, PASSED));
        assertThat(trial.broken()).isPresent();
    }

    @Test
    void shouldNoticeWorkloadsThatAreNotBack() {
        trial.taken = List.of(new Workload("default", "Deployment", "web", 3));
        raiseControlPlane();
        trial.until(Action.VALIDATE_NODE, Trial.CP1);
        restart(Trial.CP1);
        trial.pass(WHILE);
        var gate = trial.until(Action.VALIDATE_WORKLOADS, Trial.CP1);
        trial.promises.reported(trial.cluster, trial.said(gate, PASSED));
        assertThat(trial.broken())
                .hasValueSatisfying(words -> assertThat(words).endsWith("Deployment default/web has 2 of 3 pods"));
    }

    @Test
    void shouldHoldWhereWorkloadsWereThereForAMoment() {
        trial.taken = List.of(new Workload("default", "Deployment", "web", 2));
        raiseControlPlane();
        trial.until(Action.VALIDATE_NODE, Trial.CP1);
        restart(Trial.CP1);
        trial.pass(WHILE);
        var gate = trial.until(Action.VALIDATE_WORKLOADS, Trial.CP1);
        trial.world.stopKubelet(Trial.W1);
        trial.world.stopKubelet(Trial.W2);
        trial.pass(WHILE);
        trial.promises.reported(trial.cluster, trial.said(gate, PASSED));
        assertThat(trial.broken()).isEmpty();
    }

    @Test
    void shouldKnowWhatAHopLeftUndone() {
        raiseControlPlane();
        var gate = new ClusterGate(trial.until(Action.VALIDATE_CLUSTER));
        assertThat(gate.wrong(trial.cluster)).hasValue("the kubelet of c-cp1 is v1.30.0 and not v1.31.0");
        restart(Trial.CP1);
        restart(Trial.CP2);
        raise(Trial.W1, "upgrade-node");
        raise(Trial.W2, "upgrade-node");
        restart(Trial.W1);
        restart(Trial.W2);
        assertThat(gate.wrong(trial.cluster)).isEmpty();
        trial.cordon(Trial.W1, true);
        assertThat(gate.wrong(trial.cluster)).hasValue("c-w1 is cordoned by us");
        trial.cordon(Trial.W1, false);
        trial.world.stopKubelet(Trial.W2);
        trial.pass(WHILE);
        assertThat(gate.wrong(trial.cluster)).hasValue("c-w2 is not Ready");
    }

    @Test
    void shouldNoticeAddOnsThatAreNotRolledOut() {
        trial.world.stopKubelet(Trial.W1);
        raiseControlPlane();
        trial.toTheEnd();
        assertThat(trial.broken())
                .hasValueSatisfying(words -> assertThat(words).contains("kube-proxy is not rolled out"));
    }
}
