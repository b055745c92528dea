package dev.windlass.simulator.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windlass.core.cluster.NodeName;
import dev.windlass.simulator.DemoCluster;
import dev.windlass.simulator.NodesTable;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class WorldTest {
    @Test
    void shouldBeginHealthy() {
        var trial = new Trial(DemoCluster.shape());

        assertThat(NodesTable.of(trial.cluster.list(Resource.Node.class, Kind.NODE), trial.cluster.now()))
                .isEqualTo("""
                        NAME     STATUS   ROLES    AGE   VERSION
                        k8s-m1   Ready    master   16h   v1.15.4
                        k8s-m2   Ready    master   16h   v1.15.4
                        k8s-m3   Ready    master   16h   v1.15.4
                        k8s-n1   Ready    <none>   15h   v1.15.4
                        k8s-n2   Ready    <none>   15h   v1.15.4
                        """);
        assertThat(trial.cluster.list(Pod.class, Kind.POD)).allMatch(Pod::ready);
        assertThat(trial.pods("kube-proxy")).hasSize(5);
        assertThat(trial.pods("calico-node")).hasSize(5);
        assertThat(trial.pods("kube-dns")).hasSize(2);
        assertThat(trial.pods("etcd")).hasSize(3).allMatch(Pod::isMirror);
        assertThat(trial.pods("web"))
                .hasSize(2)
                .noneMatch(pod -> pod.node().orElse("").startsWith("k8s-m"));
        assertThat(trial.cluster.truth().leastReady("default", "web")).hasValue(2);
        assertThat(trial.cluster.configured()).hasToString("v1.15.4");
    }

    @Test
    void shouldRenewLeasesButWriteNodesOnlyWhenSomethingChanges() {
        var trial = new Trial(DemoCluster.shape());
        var version = trial.node("k8s-n1").meta().resourceVersion();
        var lease = trial.cluster.find(Kind.LEASE, "kube-node-lease", "k8s-n1").orElseThrow();

        trial.pass(Duration.ofSeconds(30));

        assertThat(trial.node("k8s-n1").meta().resourceVersion()).isEqualTo(version);
        var renewed =
                trial.cluster.find(Kind.LEASE, "kube-node-lease", "k8s-n1").orElseThrow();
        assertThat(((Resource.Lease) renewed).renewed()).isAfter(((Resource.Lease) lease).renewed());
    }

    @Test
    void shouldMovePodsOffCordonedNode() {
        var trial = new Trial(DemoCluster.shape());
        trial.cordon("k8s-n1", true);
        var web = trial.pods("web").stream()
                .filter(pod -> pod.isOn("k8s-n1"))
                .findFirst()
                .orElseThrow();

        assertThat(trial.cluster.evict("default", web.meta().name(), web.meta().uid()))
                .isInstanceOf(Eviction.Granted.class);
        trial.until(() -> trial.pods("web").size() == 2
                && trial.pods("web").stream().allMatch(pod -> pod.ready() && pod.isOn("k8s-n2")));

        assertThat(trial.cluster.truth().leastReady("default", "web")).hasValue(1);
    }

    @Test
    void shouldCreateStatefulPodAgainUnderItsName() {
        var trial = new Trial(DemoCluster.shape());
        var before = trial.pods("db").getFirst();
        trial.cordon(before.node().orElseThrow(), true);
        trial.cluster.evict("default", "db-0", "");
        assertThat(trial.pods("db").getFirst().isTerminating()).isTrue();

        trial.until(() -> trial.pods("db").stream().anyMatch(pod -> pod.ready() && !pod.isTerminating()));

        var after = trial.pods("db").getFirst();
        assertThat(after.meta().name()).isEqualTo("db-0");
        assertThat(after.meta().uid()).isNotEqualTo(before.meta().uid());
        assertThat(after.node()).isNotEqualTo(before.node());
    }

    @Test
    void shouldLeavePodsPendingWhenNoNodeTakesThem() {
        var trial = new Trial(DemoCluster.shape());
        trial.cordon("k8s-n1", true);
        trial.cordon("k8s-n2", true);
        var web = trial.pods("web").getFirst();
        trial.cluster.workloads().deletePod("default", web.meta().name());

        trial.pass(Duration.ofSeconds(5));

        assertThat(trial.pods("web"))
                .anySatisfy(pod -> assertThat(pod.waitsFor())
                        .startsWith("0/5 nodes are available: ")
                        .contains("unschedulable"));
        trial.cordon("k8s-n1", false);
        trial.until(() -> trial.pods("web").stream().allMatch(Pod::ready));
    }

    @Test
    void shouldBeTheSameForTheSameSeed() {
        assertThat(story(new Trial(DemoCluster.shape()))).isEqualTo(story(new Trial(DemoCluster.shape())));
    }

    private static String story(Trial trial) {
        trial.prepare("k8s-m1", "1.16", "1.16.0-0");
        var output = trial.run("k8s-m1", Verb.UPGRADE_APPLY, "v1.16.0");
        trial.cluster.reboot(new NodeName("k8s-n1"));
        trial.pass(Duration.ofSeconds(20));
        return output + trial.cluster.revision() + trial.cluster.list(Pod.class, Kind.POD);
    }
}
