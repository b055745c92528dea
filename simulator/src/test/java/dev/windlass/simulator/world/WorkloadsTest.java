package dev.windlass.simulator.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windlass.core.cluster.NodeName;
import dev.windlass.simulator.DemoCluster;
import dev.windlass.simulator.world.ClusterShape.Workload;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorkloadsTest {
    private final Trial trial = new Trial(DemoCluster.shape().with(List.of()));
    private final Workloads workloads = trial.cluster.workloads();

    private boolean runs(String app, int pods) {
        return trial.pods(app).stream().filter(Pod::isAvailable).count() == pods;
    }

    @Test
    void shouldTakeADeploymentAwayWithItsPods() {
        workloads.add(new Workload.OfDeployment(
                "default", "scratch", 2, PodTemplate.of("scratch", "scratch:1").withEmptyDir()));
        trial.until(() -> runs("scratch", 2));

        workloads.deleteDeployment("default", "scratch");

        trial.until(() -> trial.pods("scratch").isEmpty());
        assertThat(trial.cluster.list(Kind.REPLICA_SET))
                .noneMatch(set -> set.meta().name().startsWith("scratch"));
    }

    @Test
    void shouldRunAPodWhereItIsTold() {
        var worker = new NodeName("k8s-n1");
        workloads.addOn(worker, new Workload.OfPod("default", "lone", PodTemplate.of("lone", "lone:1")));
        trial.until(() -> runs("lone", 1));
        assertThat(trial.pods("lone").getFirst().isOn("k8s-n1")).isTrue();

        workloads.deletePod("default", "lone");

        trial.until(() -> trial.pods("lone").isEmpty());
    }

    @Test
    void shouldNoticeAnEvictionThatComesTooLate() {
        workloads.add(new Workload.OfStatefulSet("default", "db", 1, PodTemplate.of("db", "db:1")));
        trial.until(() -> runs("db", 1));
        var first = trial.pods("db").getFirst().meta().uid();
        assertThat(trial.cluster.evict("default", "db-0", first)).isInstanceOf(Eviction.Granted.class);
        trial.until(() -> runs("db", 1));
        assertThat(trial.cluster.lateEvictions()).isZero();

        assertThat(trial.cluster.evict("default", "db-0", first)).isInstanceOf(Eviction.OtherPod.class);
        assertThat(trial.cluster.lateEvictions()).isEqualTo(1);
    }

    @Test
    void shouldStartAKubeletThatWasStopped() {
        var worker = new NodeName("k8s-n1");
        trial.cluster.stopKubelet(worker);
        trial.until(() -> !trial.node("k8s-n1").isReady());

        trial.cluster.startKubelet(worker);

        trial.until(() -> trial.node("k8s-n1").isReady());
    }
}
