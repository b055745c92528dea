package dev.windlass.simulation.invariant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windlass.core.cluster.NodeName;
import dev.windlass.core.event.Event;
import dev.windlass.core.procedure.Action;
import dev.windlass.core.request.Request;
import dev.windlass.simulation.scenario.FaultKind;
import dev.windlass.simulator.world.Kind;
import dev.windlass.simulator.world.Pod;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class OnlyDrainsEvictTest {
    private final Trial trial = new Trial(new OnlyDrainsEvict());

    @Test
    void shouldHoldWhileTheNodeIsDrained() {
        trial.upgrade(Trial.TARGET).until(Action.DRAIN, Trial.W1);
        trial.cordon(Trial.W1, true);
        evict(Trial.W1, true);
        assertThat(trial.broken()).isEmpty();
    }

    @Test
    void shouldNoticeAnEvictionFromANodeThatNobodyDrains() {
        trial.upgrade(Trial.TARGET).until(Action.DRAIN, Trial.CP1);
        trial.cordon(Trial.W1, true);
        evict(Trial.W1, true);
        assertThat(trial.broken())
                .hasValueSatisfying(words -> assertThat(words).endsWith("from c-w1, which nobody drains"));
    }

    @Test
    void shouldNoticeAnEvictionAfterTheDrain() {
        trial.succeed(trial.upgrade(Trial.TARGET).until(Action.DRAIN, Trial.W1));
        trial.cordon(Trial.W1, true).pass(Duration.ofSeconds(3));
        evict(Trial.W1, true);
        assertThat(trial.broken())
                .hasValueSatisfying(words -> assertThat(words).endsWith("from c-w1, which nobody drains"));
    }

    @Test
    void shouldNoticeAnEvictionAfterTheEnd() {
        trial.upgrade(Trial.TARGET).until(Action.DRAIN, Trial.W1);
        trial.cordon(Trial.W1, true);
        trial.record(new Event.UpgradeHalted("no", "", List.of(Trial.W1)));
        trial.pass(Duration.ofSeconds(3));
        evict(Trial.W1, true);
        assertThat(trial.broken())
                .hasValueSatisfying(words -> assertThat(words).endsWith("from c-w1, which nobody drains"));
    }

    @Test
    void shouldExcuseADrainThatWasLeftAndHasNotHeardOfIt() {
        trial.claim(trial.upgrade(Trial.TARGET).until(Action.DRAIN, Trial.W1));
        trial.cordon(Trial.W1, true);
        trial.steer(Request.Verb.ROLLBACK);
        trial.pass(Duration.ofSeconds(3));
        evict(Trial.W1, true);
        assertThat(trial.broken()).isEmpty();
    }

    @Test
    void shouldExcuseOneWhoSleptInBetween() {
        trial.succeed(trial.upgrade(Trial.TARGET).until(Action.DRAIN, Trial.W1));
        var slept = trial.world.now();
        trial.cordon(Trial.W1, true).pass(Duration.ofSeconds(40));
        trial.cluster.strikes().add(FaultKind.PAUSE, "c", slept, trial.world.now());
        evict(Trial.W1, true);
        assertThat(trial.broken()).isEmpty();
    }

    @Test
    void shouldNoticeAnEvictionFromANodeThatIsInService() {
        trial.upgrade(Trial.TARGET).until(Action.DRAIN, Trial.W1);
        trial.pass(Duration.ofSeconds(3));
        evict(Trial.W1, true);
        assertThat(trial.broken())
                .hasValueSatisfying(words -> assertThat(words).contains("which is schedulable since"));
    }

    @Test
    void shouldNoticeAnEvictionOfWhoeverHasTheName() {
        trial.upgrade(Trial.TARGET).until(Action.DRAIN, Trial.W1);
        trial.cordon(Trial.W1, true);
        evict(Trial.W1, false);
        assertThat(trial.broken()).hasValueSatisfying(words -> assertThat(words).contains("was evicted by its name"));
    }

    private void evict(NodeName node, boolean thisVeryPod) {
        var pod = trial.world.list(Pod.class, Kind.POD).stream()
                .filter(it -> it.isOn(node.text()) && it.meta().namespace().equals("default"))
                .findFirst()
                .orElseThrow();
        trial.world.evict("default", pod.meta().name(), thisVeryPod ? pod.meta().uid() : "");
        trial.lookAround();
    }
}
