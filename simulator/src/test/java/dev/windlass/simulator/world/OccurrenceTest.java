package dev.windlass.simulator.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windlass.core.cluster.NodeName;
import dev.windlass.simulator.DemoCluster;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class OccurrenceTest {
    private static final NodeName WORKER = new NodeName("k8s-n1");

    private final Trial trial = new Trial(DemoCluster.shape());
    private final List<Occurrence> seen = trial.cluster.truth().occurrences();

    @Test
    void shouldRecordWhatARunDidAndWhoMayNotAct() {
        var at = trial.cluster.now();
        trial.say("k8s-n1", "start 5 run-a switch-repository 1.16");
        trial.pass(Duration.ofSeconds(1));
        trial.say("k8s-n1", "start 4 run-b switch-repository 1.16");
        trial.say("k8s-n1", "poll 3 run-a 0");

        var now = trial.cluster.now();
        assertThat(seen)
                .containsExactly(
                        new Occurrence.TokenAccepted(at, "k8s-n1", 5, "run-a"),
                        new Occurrence.VerbBegan(at, "k8s-n1", 5, "run-a", Verb.SWITCH_REPOSITORY, "1.16"),
                        new Occurrence.VerbEnded(at.plusMillis(120), "k8s-n1", 5, "run-a", Verb.SWITCH_REPOSITORY, 0),
                        new Occurrence.TokenRefused(now, "k8s-n1", 4, "run-b", 5),
                        new Occurrence.TokenRefused(now, "k8s-n1", 3, "run-a", 5));
    }

    @Test
    void shouldRecordThatAVerbWasLost() {
        trial.say("k8s-n1", "start 5 run-a switch-repository 1.16");
        trial.cluster.reboot(WORKER);

        var now = trial.cluster.now();
        assertThat(seen)
                .endsWith(
                        new Occurrence.VerbLost(now, "k8s-n1", 5, "run-a", Verb.SWITCH_REPOSITORY),
                        new Occurrence.HostWentDown(now, "k8s-n1"),
                        new Occurrence.HostCameUp(now, "k8s-n1"));
    }

    @Test
    void shouldRecordWhatIsNotInTheProtocol() {
        trial.say("k8s-n1", "start 1 run-a switch-repository $(reboot)");
        trial.cluster.foreignCommand(WORKER, List.of("reboot"));
        trial.say("k8s-n1", "start 1 run-a switch-repository 1.16");
        trial.say("k8s-n1", "start 1 run-a switch-repository 1.15");

        assertThat(seen)
                .filteredOn(Occurrence.OutsideProtocol.class::isInstance)
                .extracting(it -> ((Occurrence.OutsideProtocol) it).words().getLast())
                .containsExactly("$(reboot)", "reboot");
    }

    @Test
    void shouldLetOneRunActAtATime() {
        trial.say("k8s-n1", "start 1 run-a switch-repository 1.16");
        trial.say("k8s-n1", "start 1 run-b save-configuration demo-h1");
        trial.pass(Duration.ofSeconds(2));

        assertThat(seen).noneMatch(Occurrence.TwoRunsActed.class::isInstance);
        assertThat(seen).filteredOn(Occurrence.VerbEnded.class::isInstance).hasSize(2);
    }
}
