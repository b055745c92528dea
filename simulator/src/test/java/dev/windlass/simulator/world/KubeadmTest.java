package dev.windlass.simulator.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windlass.core.cluster.KubernetesVersion;
import dev.windlass.core.cluster.NodeName;
import dev.windlass.simulator.DemoCluster;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class KubeadmTest {
    private static final KubernetesVersion OLD = KubernetesVersion.parse("v1.15.4");
    private static final KubernetesVersion NEW = KubernetesVersion.parse("v1.16.0");

    private static KubernetesVersion component(Trial trial, String node, Component component) {
        return trial.cluster.host(new NodeName(node)).staticPods().version(component);
    }

    @Test
    void shouldReplaceComponentsInOrder() {
        var trial = new Trial(DemoCluster.shape());
        trial.prepare("k8s-m1", "1.16", "1.16.0-0");
        var output = trial.run("k8s-m1", Verb.UPGRADE_APPLY, "v1.16.0");

        assertThat(output)
                .startsWith("windlass-node/1 done rc=0")
                .containsSubsequence(
                        "Running pre-flight checks",
                        "Component \"etcd\" upgraded successfully!",
                        "Component \"kube-apiserver\" upgraded successfully!",
                        "Component \"kube-controller-manager\" upgraded successfully!",
                        "Component \"kube-scheduler\" upgraded successfully!",
                        "kubeadm-config",
                        "addon: CoreDNS",
                        "addon: kube-proxy",
                        "SUCCESS! Your cluster was upgraded to \"v1.16.0\"");
        assertThat(component(trial, "k8s-m1", Component.API_SERVER)).isEqualTo(NEW);
        assertThat(component(trial, "k8s-m2", Component.API_SERVER)).isEqualTo(OLD);
        assertThat(trial.cluster.configured()).isEqualTo(NEW);
        assertThat(trial.cluster.apiVersion()).contains(OLD);
        assertThat(trial.cluster.find(Kind.CONFIG_MAP, "kube-system", "kubelet-config-1.16"))
                .isPresent();
        assertThat(trial.say("k8s-m1", "facts 1 trial-s003-1"))
                .contains("etcd-image=k8s.gcr.io/etcd:3.3.15-0\n", "coredns-image=k8s.gcr.io/coredns:1.6.2\n");
        assertThat(trial.cluster.truth().outage()).isZero();
    }

    @Test
    void shouldRollAddonsOutOneNodeAtATime() {
        var trial = new Trial(DemoCluster.shape());
        trial.prepare("k8s-m1", "1.16", "1.16.0-0");
        trial.runWell("k8s-m1", Verb.UPGRADE_APPLY, "v1.16.0");

        trial.until(() -> {
            assertThat(trial.pods("kube-proxy").stream()
                            .filter(Pod::isAvailable)
                            .count())
                    .isGreaterThanOrEqualTo(4);
            return trial.pods("kube-proxy").stream()
                            .filter(pod ->
                                    pod.isAvailable() && pod.runningImage().endsWith(":v1.16.0"))
                            .count()
                    == 5;
        });
        trial.until(() -> trial.pods("kube-dns").size() == 2
                && trial.pods("kube-dns").stream()
                        .allMatch(pod -> pod.ready() && pod.runningImage().endsWith(":1.6.2")));
    }

    @Test
    void shouldGiveMirrorPodsAnotherHashAndUid() {
        var trial = new Trial(DemoCluster.shape());
        var before = (Pod) trial.cluster
                .find(Kind.POD, "kube-system", "kube-apiserver-k8s-m1")
                .orElseThrow();
        trial.prepare("k8s-m1", "1.16", "1.16.0-0");
        trial.runWell("k8s-m1", Verb.UPGRADE_APPLY, "v1.16.0");

        var after = (Pod) trial.cluster
                .find(Kind.POD, "kube-system", "kube-apiserver-k8s-m1")
                .orElseThrow();
        assertThat(after.meta().uid()).isNotEqualTo(before.meta().uid());
        assertThat(after.meta().annotations().get("kubernetes.io/config.hash"))
                .isNotEqualTo(before.meta().annotations().get("kubernetes.io/config.hash"));
        assertThat(after.runningImage()).isEqualTo("k8s.gcr.io/kube-apiserver:v1.16.0");
    }

    @Test
    void shouldHaveAnOutageWithOneControlPlane() {
        var trial = new Trial(DemoCluster.shape("1.15.4", 1, 2));
        trial.prepare("k8s-m1", "1.16", "1.16.0-0");
        trial.runWell("k8s-m1", Verb.UPGRADE_APPLY, "v1.16.0");

        assertThat(trial.cluster.truth().outage()).isBetween(Duration.ofMillis(100), Duration.ofSeconds(5));
        assertThat(trial.cluster.apiAvailable()).isTrue();
        assertThat(trial.cluster.apiVersion()).contains(NEW);
    }

    @Test
    void shouldServeWhileMostMembersOfEtcdDo() {
        var trial = new Trial(DemoCluster.shape("1.15.4", 3, 2));
        trial.cluster.faults(new NodeName("k8s-m1")).powerOff();
        assertThat(trial.cluster.apiServers()).hasSize(2);

        trial.cluster.faults(new NodeName("k8s-m2")).powerOff();
        assertThat(trial.cluster.apiServers()).isEmpty();
        assertThat(trial.cluster.apiAvailable()).isFalse();

        trial.cluster.faults(new NodeName("k8s-m2")).powerOn();
        trial.until(() -> trial.cluster.apiServers().size() == 2);
    }

    @Test
    void shouldRefuseMoreThanOneMinor() {
        var trial = new Trial(DemoCluster.shape("1.15.4", 3, 2, 2));
        trial.prepare("k8s-m1", "1.17", "1.17.0-0");
        assertThat(trial.run("k8s-m1", Verb.UPGRADE_APPLY, "v1.17.0"))
                .startsWith("windlass-node/1 failed rc=1")
                .contains("is too high; kubeadm can upgrade only 1 minor version at a time");
        assertThat(component(trial, "k8s-m1", Component.ETCD)).isEqualTo(OLD);
    }

    @Test
    void shouldRefuseAnotherKubeadm() {
        var trial = new Trial(DemoCluster.shape());
        assertThat(trial.run("k8s-m1", Verb.UPGRADE_APPLY, "v1.16.0"))
                .startsWith("windlass-node/1 failed rc=1")
                .contains("kubeadm on this node is at 'v1.15.4' and not v1.16.0");
        assertThat(trial.cluster.truth().violations()).hasSize(1);
    }

    @Test
    void shouldRefuseKubeletsThatAreTooOld() {
        var trial = new Trial(DemoCluster.shape("1.15.4", 1, 1, 2));
        trial.prepare("k8s-m1", "1.16", "1.16.0-0");
        trial.runWell("k8s-m1", Verb.UPGRADE_APPLY, "v1.16.0");
        trial.prepare("k8s-m1", "1.17", "1.17.0-0");
        assertThat(trial.run("k8s-m1", Verb.UPGRADE_APPLY, "v1.17.0"))
                .startsWith("windlass-node/1 failed rc=1")
                .contains("There are kubelets in this cluster that are too old");
    }

    @Test
    void shouldRefuseWhileControlPlaneIsNotReady() {
        var trial = new Trial(DemoCluster.shape());
        trial.prepare("k8s-m1", "1.16", "1.16.0-0");
        trial.cluster.stopKubelet(new NodeName("k8s-m3"));
        trial.until(() -> !trial.node("k8s-m3").isReady());
        assertThat(trial.run("k8s-m1", Verb.UPGRADE_APPLY, "v1.16.0"))
                .contains("[ERROR ControlPlaneNodesReady]", "k8s-m3");
    }

    @Test
    void shouldUpgradeOtherControlPlanesToWhatIsConfigured() {
        var trial = new Trial(DemoCluster.shape());
        trial.prepare("k8s-m2", "1.16", "1.16.0-0");
        assertThat(trial.run("k8s-m2", Verb.UPGRADE_NODE, "v1.16.0"))
                .contains("is kubeadm upgrade apply done, and kubeadm-config at that version?");

        trial.prepare("k8s-m1", "1.16", "1.16.0-0");
        trial.runWell("k8s-m1", Verb.UPGRADE_APPLY, "v1.16.0");
        trial.runWell("k8s-m2", Verb.UPGRADE_NODE, "v1.16.0");

        assertThat(component(trial, "k8s-m2", Component.SCHEDULER)).isEqualTo(NEW);
    }

    @Test
    void shouldWaitWithAddonsFrom128On() {
        var trial = new Trial(DemoCluster.shape("1.27.1", 2, 1));
        trial.prepare("k8s-m1", "1.28", "1.28.0-0");
        trial.prepare("k8s-m2", "1.28", "1.28.0-0");
        trial.runWell("k8s-m1", Verb.UPGRADE_APPLY, "v1.28.0");
        assertThat(proxyImage(trial)).endsWith(":v1.27.1");

        trial.runWell("k8s-m2", Verb.UPGRADE_NODE, "v1.28.0");
        assertThat(proxyImage(trial)).endsWith(":v1.28.0");
    }

    @Test
    void shouldGoOnAfterRebootInTheMiddle() {
        var trial = new Trial(DemoCluster.shape());
        trial.prepare("k8s-m1", "1.16", "1.16.0-0");
        trial.say("k8s-m1", "start 1 apply-1 upgrade-apply v1.16.0");
        trial.until(() -> component(trial, "k8s-m1", Component.API_SERVER).equals(NEW));
        trial.cluster.reboot(new NodeName("k8s-m1"));

        assertThat(trial.say("k8s-m1", "poll 1 apply-1 0")).startsWith("windlass-node/1 lost reason=reboot");
        assertThat(trial.cluster.configured()).isEqualTo(OLD);
        assertThat(trial.say("k8s-m1", "probe upgrade-apply v1.16.0"))
                .isEqualTo("windlass-node/1 probe state=half reason=manifests-differ\n");

        trial.until(() -> trial.node("k8s-m1").isReady());
        assertThat(trial.run("k8s-m1", Verb.UPGRADE_APPLY, "v1.16.0"))
                .startsWith("windlass-node/1 done rc=0")
                .contains("Current and new manifests of kube-apiserver are equal, skipping upgrade");
        assertThat(trial.cluster.configured()).isEqualTo(NEW);
    }

    @Test
    void shouldRelabelControlPlanes() {
        var trial = new Trial(DemoCluster.shape("1.23.1", 1, 1));
        assertThat(trial.node("k8s-m1").meta().labels()).containsKeys(Taints.MASTER, Taints.CONTROL_PLANE);
        trial.prepare("k8s-m1", "1.24", "1.24.0-0");
        trial.runWell("k8s-m1", Verb.UPGRADE_APPLY, "v1.24.0");
        assertThat(trial.node("k8s-m1").meta().labels())
                .containsKey(Taints.CONTROL_PLANE)
                .doesNotContainKey(Taints.MASTER);
    }

    private static String proxyImage(Trial trial) {
        var set = (Resource.DaemonSet)
                trial.cluster.find(Kind.DAEMON_SET, "kube-system", "kube-proxy").orElseThrow();
        return set.template().image();
    }
}
