package dev.windlass.core.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windlass.core.event.Event;
import dev.windlass.core.plan.Clusters;
import dev.windlass.core.procedure.Action;
import dev.windlass.core.report.FailureKind;
import dev.windlass.core.report.Outcome;
import org.junit.jupiter.api.Test;

final class SituationTest {
    @Test
    void shouldSayOfARefusedPlanThatItWasOneAndSuggestNoRetry() {
        var history = new History(Clusters.cluster("v1.19.9", 1, 1), "1.20.2");
        history.tell(new Input.Requested(history.upgradeTo("v1.21.1", true), history.now));
        history.play();
        var situation = Situation.of(history.state, history.now);
        assertThat(situation.headline()).startsWith("the plan of upgrade demo-").contains(" to v1.21.1 is refused: ");
        assertThat(situation.next()).containsExactly("windlass plan demo --to v1.21.1");
    }

    @Test
    void shouldSuggestARetryOfARefusedUpgrade() {
        var history = new History(Clusters.cluster("v1.19.9", 1, 1), "1.20.2");
        history.request("v1.21.1");
        history.play();
        assertThat(Situation.of(history.state, history.now).next())
                .containsExactly("windlass retry demo --reason TEXT");
    }

    @Test
    void shouldTellAFailureInFullOnceAtARollback() {
        var history = History.ofUpgrade();
        history.playFailing(
                Action.INSTALL_KUBELET,
                "n2",
                Outcome.failed(FailureKind.PACKAGE, "apt-get: exit 100\nE: unmet dependencies", "look at apt"));
        assertThat(history.events(Event.StepFailed.class).getLast().failure().words())
                .isEqualTo("apt-get: exit 100\nE: unmet dependencies (look at apt)");
        assertThat(history.events(Event.RollbackStarted.class).getFirst().reason())
                .isEqualTo("install kubelet n2: apt-get: exit 100");
        assertThat(history.events(Event.UpgradeRolledBack.class).getFirst().reason())
                .isEqualTo("install kubelet n2: apt-get: exit 100");
    }
}
