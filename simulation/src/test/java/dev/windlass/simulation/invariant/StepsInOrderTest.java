package dev.windlass.simulation.invariant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windlass.core.cluster.NodeName;
import dev.windlass.core.event.Assignment;
import dev.windlass.core.event.Event;
import dev.windlass.core.plan.Step;
import dev.windlass.core.plan.UpgradeId;
import dev.windlass.core.procedure.Action;
import dev.windlass.core.request.Request;
import dev.windlass.core.upgrade.RunName;
import dev.windlass.simulator.world.Occurrence;
import dev.windlass.simulator.world.Verb;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StepsInOrderTest {
    private final Trial trial = new Trial(new StepsInOrder());

    @Test
    void shouldHoldForTheVerbOfThePlan() {
        var save = trial.upgrade(Trial.TARGET).until(Action.SAVE_CONFIGURATION, Trial.CP1);
        trial.happened(began(save, Trial.CP1, Verb.SAVE_CONFIGURATION, RunName.saved(upgrade(), save.step())));
        var repository = trial.until(Action.SWITCH_REPOSITORY, Trial.CP1);
        trial.happened(began(repository, Trial.CP1, Verb.SWITCH_REPOSITORY, "1.31"));
        var kubeadm = trial.until(Action.INSTALL_KUBEADM, Trial.CP1);
        trial.happened(began(kubeadm, Trial.CP1, Verb.INSTALL_KUBEADM, "1.31.0-0"));
        var apply = trial.until(Action.KUBEADM_UPGRADE_APPLY, Trial.CP1);
        trial.happened(began(apply, Trial.CP1, Verb.UPGRADE_APPLY, "v1.31.0"));
        assertThat(trial.broken()).isEmpty();
    }

    @Test
    void shouldNoticeAnotherVerb() {
        var node = trial.upgrade(Trial.TARGET).until(Action.KUBEADM_UPGRADE_NODE, Trial.CP2);
        trial.happened(began(node, Trial.CP2, Verb.UPGRADE_APPLY, "v1.31.0"));
        assertThat(trial.broken())
                .hasValue(
                        "upgrade-apply v1.31.0 began on c-cp2, and the plan says kubeadm upgrade node c-cp2: upgrade-node v1.31.0");
    }

    @Test
    void shouldNoticeAnotherVersion() {
        var repository = trial.upgrade(Trial.TARGET).until(Action.SWITCH_REPOSITORY, Trial.CP1);
        trial.happened(began(repository, Trial.CP1, Verb.SWITCH_REPOSITORY, "1.32"));
        assertThat(trial.broken()).isPresent();
    }

    @Test
    void shouldNoticeAnotherNode() {
        var repository = trial.upgrade(Trial.TARGET).until(Action.SWITCH_REPOSITORY, Trial.CP1);
        trial.happened(began(repository, Trial.CP2, Verb.SWITCH_REPOSITORY, "1.31"));
        assertThat(trial.broken())
                .hasValueSatisfying(words -> assertThat(words).contains("began on c-cp2, and is for"));
    }

    @Test
    void shouldNoticeARunThatNobodyAskedFor() {
        trial.happened(new Occurrence.VerbBegan(trial.world.now(), "c-w1", 1, "run", Verb.SWITCH_REPOSITORY, "1.31"));
        assertThat(trial.broken()).hasValue("run began on c-w1, and nobody asked for it");
    }

    @Test
    void shouldNoticeAStepThatIsScheduledBeforeTheOneBeforeItSucceeded() {
        var drain = trial.upgrade(Trial.TARGET).until(Action.DRAIN, Trial.CP1);
        trial.steer(Request.Verb.CANCEL);
        trial.record(Trial.failed(drain, 1));
        var upgrade = trial.cluster.history().upgrade().orElseThrow();
        var steps = upgrade.plan().orElseThrow().steps();
        var after = steps.get(steps.indexOf(drain.step()) + 1);
        trial.record(scheduled(after, 1, drain));
        assertThat(trial.broken()).hasValueSatisfying(words -> assertThat(words).startsWith("scheduled too early"));
    }

    @Test
    void shouldNoticeAStepThatIsNotThePlans() {
        var drain = trial.upgrade(Trial.TARGET).until(Action.DRAIN, Trial.CP1);
        var step = drain.step();
        var other = new Step(step.id(), step.hop(), step.phase(), Optional.of(Trial.W1), step.action());
        trial.record(scheduled(other, 2, drain));
        assertThat(trial.broken())
                .hasValueSatisfying(words -> assertThat(words).contains("is in neither the plan nor the way back"));
    }

    /** All else is as another assignment has it, with the next token. */
    private static Event scheduled(Step step, int attempt, Assignment as) {
        return new Event.StepScheduled(new Assignment(
                step,
                attempt,
                as.token() + 1,
                as.version(),
                as.revision(),
                as.minors(),
                as.evidenceAfter(),
                as.workloads(),
                as.kubelets(),
                as.etcdImage(),
                as.policy()));
    }

    private UpgradeId upgrade() {
        return trial.cluster.history().upgrade().orElseThrow().id();
    }

    private Occurrence began(Assignment step, NodeName node, Verb verb, String argument) {
        var run = RunName.of(upgrade(), step.step().id(), step.attempt());
        return new Occurrence.VerbBegan(trial.world.now(), node.text(), step.token(), run, verb, argument);
    }
}
