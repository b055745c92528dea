package dev.windlass.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windlass.core.cluster.ClusterName;
import dev.windlass.core.cluster.KubernetesVersion;
import dev.windlass.core.cluster.Topology;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A node that an earlier upgrade left cordoned is taken whatever its kubelet's version is; somebody else's cordon stays. */
final class LeftCordonedTest {
    private static PlanMaking.Result make(Topology topology, String target, String... offers) {
        return PlanMaking.make(
                new ClusterName("demo"), topology, Clusters.offered(topology, offers), KubernetesVersion.parse(target));
    }

    private static Plan plan(Topology topology, String target, String... offers) {
        return ((PlanMaking.Made) make(topology, target, offers)).plan();
    }

    private static List<String> taken(Plan plan, String node) {
        return plan.steps().stream()
                .filter(step -> step.node().map(Object::toString).orElse("").equals(node))
                .map(step -> step.hop() + " " + step.action().words())
                .toList();
    }

    @Test
    void shouldTakeAWorkerThatIsAtTheTargetAlready() {
        var plan = plan(Clusters.cordoned(Clusters.cluster("v1.20.2", 1, 2), "n2", true), "v1.20.2", "1.20.2");
        assertThat(taken(plan, "n1")).isEmpty();
        assertThat(taken(plan, "n2"))
                .contains("1 cordon", "1 drain", "1 restart kubelet", "1 validate node", "1 uncordon");
        assertThat(plan.warnings())
                .contains(
                        "n2 was left cordoned by an earlier upgrade of Windlass; it is taken, and schedulable in the end");
    }

    @Test
    void shouldTakeAControlPlaneThatIsAtTheTargetAlreadyWithoutRaisingItAgain() {
        var plan = plan(Clusters.cordoned(Clusters.cluster("v1.20.2", 3, 0), "m2", true), "v1.20.2", "1.20.2");
        assertThat(taken(plan, "m2"))
                .contains("1 validate node", "1 uncordon")
                .doesNotContain("1 kubeadm upgrade node");
        assertThat(taken(plan, "m1")).isEmpty();
    }

    @Test
    void shouldLeaveSomebodyElsesCordon() {
        var plan = plan(Clusters.cordoned(Clusters.cluster("v1.20.2", 1, 2), "n2", false), "v1.20.2", "1.20.2");
        assertThat(plan.isEmpty()).isTrue();
        assertThat(plan.warnings()).contains("n2 is cordoned, and not by Windlass; it will stay so");
    }

    @Test
    void shouldGiveAWorkerThatCouldSkipAHopBackInTheFirst() {
        var topology = Clusters.cordoned(Clusters.cluster("v1.28.3", 1, 2), "n2", true);
        var plan = plan(topology, "v1.30.2", "1.29.9", "1.30.2");
        assertThat(taken(plan, "n1")).doesNotContain("1 uncordon").contains("2 uncordon");
        assertThat(taken(plan, "n2")).contains("1 uncordon", "2 uncordon");
    }

    @Test
    void shouldSayWhenWhatWasLeftCordonedCanNotBeTakenBeforeTheControlPlaneRises() {
        var topology = Clusters.cordoned(mixed(), "n2", true);
        assertThat(((PlanMaking.Refused) make(topology, "v1.20.2", "1.20.2")).reasons())
                .last()
                .asString()
                .contains("[n2] were left cordoned", "v1.19.9 is not offered");
    }

    /** The kubelet of n1 is so old that it must rise before the control plane does. */
    private static Topology mixed() {
        var old = Clusters.cluster("v1.19.9", "v1.18.9", 1, 1);
        return new Topology(
                old.configured(), List.of(old.nodes().get(0), old.nodes().get(1), Clusters.worker("n2", "v1.19.9")));
    }
}
