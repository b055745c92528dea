package dev.windlass.simulator.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windlass.core.cluster.KubernetesVersion;
import dev.windlass.core.cluster.NodeName;
import dev.windlass.simulator.DemoCluster;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class KubeletTest {
    private static Trial raised() {
        var trial = new Trial(DemoCluster.shape());
        for (var node : Arrays.asList("k8s-m1", "k8s-m2", "k8s-m3")) {
            trial.prepare(node, "1.16", "1.16.0-0");
            trial.runWell(node, node.equals("k8s-m1") ? Verb.UPGRADE_APPLY : Verb.UPGRADE_NODE, "v1.16.0");
        }
        return trial;
    }

    private static void installKubelet(Trial trial, String node) {
        trial.cordon(node, true);
        trial.runWell(node, Verb.SAVE_CONFIGURATION, "trial-h1");
        trial.runWell(node, Verb.SWITCH_REPOSITORY, "1.16");
        trial.until(() -> {
            trial.podsOn(node).stream()
                    .filter(pod -> !pod.isMirror()
                            && pod.meta()
                                    .owner()
                                    .filter(owner -> owner.kind().equals("DaemonSet"))
                                    .isEmpty())
                    .forEach(pod -> trial.cluster.evict(
                            pod.meta().namespace(),
                            pod.meta().name(),
                            pod.meta().uid()));
            return trial.podsOn(node).stream()
                    .allMatch(pod -> pod.isMirror()
                            || pod.meta()
                                    .owner()
                                    .filter(owner -> owner.kind().equals("DaemonSet"))
                                    .isPresent());
        });
        trial.runWell(node, Verb.INSTALL_KUBELET, "1.16.0-0");
    }

    @Test
    void shouldStayReadyUntilTheNewKubeletWrites() {
        var trial = raised();
        installKubelet(trial, "k8s-n1");
        var before = trial.node("k8s-n1").ready();
        trial.say("k8s-n1", "start 1 restart restart-kubelet 1.16.0-0");

        assertThat(trial.node("k8s-n1").ready()).isEqualTo(before);
        assertThat(trial.node("k8s-n1").kubelet()).hasToString("v1.15.4");

        trial.until(() -> !trial.node("k8s-n1").isReady());
        assertThat(trial.node("k8s-n1").kubelet()).hasToString("v1.16.0");
        assertThat(trial.node("k8s-n1").ready().message()).contains("container runtime status check");

        trial.until(() -> trial.node("k8s-n1").isReady());
        var facts = trial.say("k8s-n1", "facts 1 restart");
        var restarted = Long.parseLong(facts.replaceAll("(?s).*restarted-at=(\\d+).*", "$1"));
        assertThat(trial.node("k8s-n1").ready().heartbeat().getEpochSecond()).isGreaterThanOrEqualTo(restarted);
        assertThat(trial.cluster.truth().violations()).isEmpty();
    }

    @Test
    void shouldLookReadyForTheGracePeriodWhenTheKubeletDoesNotComeBack() {
        var trial = raised();
        trial.cluster.breakKubelet(new NodeName("k8s-n2"));
        installKubelet(trial, "k8s-n2");
        trial.say("k8s-n2", "start 1 restart restart-kubelet 1.16.0-0");
        trial.pass(Duration.ofSeconds(1));

        assertThat(trial.node("k8s-n2").isReady()).isTrue();
        assertThat(trial.say("k8s-n2", "poll 1 restart 0"))
                .startsWith("windlass-node/1 done rc=0")
                .contains("the kubelet is not active after");
        assertThat(trial.say("k8s-n2", "facts 1 restart")).contains("active=activating");

        trial.until(() -> trial.node("k8s-n2").ready().status() == Readiness.Status.UNKNOWN);
        assertThat(trial.podsOn("k8s-n2")).noneMatch(Pod::ready);
        assertThat(trial.node("k8s-n2").kubelet()).hasToString("v1.15.4");
    }

    @Test
    void shouldCrashAgainAndAgainUntilRepaired() {
        var trial = raised();
        var node = new NodeName("k8s-n2");
        trial.cluster.faults(node).crashKubelet(Duration.ofSeconds(3));
        installKubelet(trial, "k8s-n2");
        trial.runWell("k8s-n2", Verb.RESTART_KUBELET, "1.16.0-0");
        trial.until(
                () -> Health.of(trial.cluster.host(node)).kubeletReadySince().isPresent());
        var first = Health.of(trial.cluster.host(node)).kubeletStarted();

        trial.until(
                () -> Health.of(trial.cluster.host(node)).kubeletReadySince().isEmpty());
        trial.until(
                () -> Health.of(trial.cluster.host(node)).kubeletReadySince().isPresent());

        assertThat(Health.of(trial.cluster.host(node)).kubeletStarted()).isEqualTo(first.plusSeconds(13));
        trial.cluster.repairKubelet(node);
        trial.pass(Duration.ofMinutes(1));
        assertThat(Health.of(trial.cluster.host(node)).kubeletStarted()).isEqualTo(first.plusSeconds(13));
        assertThat(trial.node("k8s-n2").isReady()).isTrue();
    }

    @Test
    void shouldComeBackWhenRestored() {
        var trial = raised();
        trial.cluster.breakKubelet(new NodeName("k8s-n2"));
        installKubelet(trial, "k8s-n2");
        trial.runWell("k8s-n2", Verb.RESTART_KUBELET, "1.16.0-0");
        trial.until(() -> !trial.node("k8s-n2").isReady());

        trial.runWell("k8s-n2", Verb.RESTORE_NODE, "trial-h1");
        trial.until(() -> trial.node("k8s-n2").isReady());

        var host = trial.cluster.host(new NodeName("k8s-n2"));
        assertThat(host.kubeletPackage()).hasToString("1.15.4-0");
        assertThat(host.repository()).hasToString("1.15");
        assertThat(trial.node("k8s-n2").kubelet()).isEqualTo(KubernetesVersion.parse("v1.15.4"));
        trial.until(() -> trial.podsOn("k8s-n2").stream().allMatch(Pod::ready));
    }

    @Test
    void shouldNotStartPodsUnderKubeletThatIsNewerThanAnApiServer() {
        var trial = new Trial(DemoCluster.shape());
        trial.runWell("k8s-n1", Verb.SWITCH_REPOSITORY, "1.16");
        trial.runWell("k8s-n1", Verb.INSTALL_KUBELET, "1.16.0-0");
        trial.runWell("k8s-n1", Verb.RESTART_KUBELET, "1.16.0-0");
        trial.until(() -> trial.node("k8s-n1").isReady());
        trial.cordon("k8s-n2", true);
        trial.pods("web").stream()
                .filter(pod -> pod.isOn("k8s-n2"))
                .forEach(pod -> trial.cluster
                        .workloads()
                        .deletePod("default", pod.meta().name()));

        trial.pass(Duration.ofSeconds(5));

        assertThat(trial.pods("web"))
                .anySatisfy(pod -> assertThat(pod.waitsFor()).contains("cannot construct envvars"));
        assertThat(trial.cluster.truth().violations())
                .extracting(Truth.Violation::words)
                .contains("the kubelet of k8s-n1 is v1.16.0 while the API server of k8s-m1 is v1.15.4");
    }

    @Test
    void shouldSurviveReboot() {
        var trial = new Trial(DemoCluster.shape());
        trial.say("k8s-n1", "start 1 slow install-kubeadm 1.15.4-0");
        trial.say("k8s-n1", "start 1 slower switch-repository 1.16");
        trial.cluster.reboot(new NodeName("k8s-n1"));

        assertThat(trial.say("k8s-n1", "poll 1 slow 0")).startsWith("windlass-node/1 lost reason=reboot");
        assertThat(trial.say("k8s-n1", "poll 1 slower 0")).startsWith("windlass-node/1 running begun=no");
        trial.pass(Duration.ofSeconds(5));
        assertThat(trial.node("k8s-n1").isReady()).isTrue();
        assertThat(trial.podsOn("k8s-n1")).allMatch(Pod::ready);
        assertThat(trial.cluster.host(new NodeName("k8s-n1")).repository()).hasToString("1.15");
    }
}
