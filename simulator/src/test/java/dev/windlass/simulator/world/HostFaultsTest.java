package dev.windlass.simulator.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.windlass.core.cluster.KubernetesVersion;
import dev.windlass.core.cluster.NodeName;
import dev.windlass.simulator.DemoCluster;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HostFaultsTest {
    private static final NodeName MASTER = new NodeName("k8s-m1");
    private static final NodeName WORKER = new NodeName("k8s-n1");
    private static final KubernetesVersion NEW = KubernetesVersion.parse("v1.16.0");

    private Trial trial;
    private HostFaults faults;

    @BeforeEach
    void begin() {
        trial = new Trial(DemoCluster.shape());
        faults = trial.cluster.faults(WORKER);
    }

    @Test
    void shouldKeepTokenAndOutcomesThroughAReboot() {
        trial.runWell("k8s-n1", Verb.SWITCH_REPOSITORY, "1.16");
        trial.say("k8s-n1", "start 7 run-a install-kubeadm 1.16.0-0");
        trial.cluster.reboot(WORKER);

        assertThat(trial.say("k8s-n1", "start 6 run-b install-kubeadm 1.16.0-0"))
                .isEqualTo("windlass-node/1 fenced highest=7\n");
        assertThat(trial.say("k8s-n1", "start 7 trial-s001-1 switch-repository 1.16"))
                .isEqualTo("windlass-node/1 done rc=0\n");
        assertThat(trial.say("k8s-n1", "start 7 run-a install-kubeadm 1.16.0-0"))
                .isEqualTo("windlass-node/1 lost reason=reboot\n");
    }

    @Test
    void shouldBeAwayWhileItHasNoPower() {
        faults.reboot(Duration.ofSeconds(10));

        assertThat(trial.cluster.host(WORKER).isUp()).isFalse();
        assertThatIllegalStateException().isThrownBy(() -> trial.cluster.command(WORKER, List.of("inspect")));
        trial.pass(Duration.ofSeconds(9));
        assertThat(trial.node("k8s-n1").isReady()).isFalse();
        var bootId = trial.cluster.host(WORKER).bootId();
        trial.pass(Duration.ofSeconds(1));
        assertThat(trial.cluster.host(WORKER).isUp()).isTrue();
        assertThat(trial.cluster.host(WORKER).bootId()).isNotEqualTo(bootId);
        trial.until(() -> trial.node("k8s-n1").isReady());
    }

    @Test
    void shouldTakeTheApiAwayWithTheOnlyControlPlane() {
        trial = new Trial(DemoCluster.shape("1.15.4", 1, 1));
        trial.cluster.faults(MASTER).powerOff();
        assertThat(trial.cluster.apiAvailable()).isFalse();

        trial.cluster.faults(MASTER).powerOn();
        trial.until(trial.cluster::apiAvailable);
        trial.until(() ->
                trial.node("k8s-m1").isReady() && trial.pods("etcd").getFirst().ready());
    }

    @Test
    void shouldLoseTheRunOfAKilledUnit() {
        trial.say("k8s-n1", "start 1 run-a switch-repository 1.16");
        trial.say("k8s-n1", "start 1 run-b save-configuration demo-h1");

        assertThat(faults.killUnit()).contains("run-a");
        assertThat(trial.say("k8s-n1", "poll 1 run-a 0")).startsWith("windlass-node/1 lost reason=killed");
        trial.until(() -> trial.say("k8s-n1", "poll 1 run-b 0").startsWith("windlass-node/1 done"));
        assertThat(faults.killUnit()).isEmpty();
        assertThat(trial.cluster.host(WORKER).repository()).hasToString("1.15");
    }

    @Test
    void shouldLaunchAgainWhatWasKilledBeforeItBegan() {
        trial.say("k8s-n1", "start 1 run-a switch-repository 1.16");
        trial.say("k8s-n1", "start 1 run-b save-configuration demo-h1");

        assertThat(faults.killUnit("run-b")).isTrue();
        assertThat(trial.say("k8s-n1", "poll 1 run-b 0")).startsWith("windlass-node/1 running begun=no offset=");
        trial.pass(Duration.ofSeconds(2));
        assertThat(trial.say("k8s-n1", "poll 1 run-b 0")).startsWith("windlass-node/1 running begun=no offset=");
        assertThat(trial.say("k8s-n1", "start 1 run-b save-configuration demo-h1"))
                .isEqualTo("windlass-node/1 running\n");
        trial.until(() -> trial.say("k8s-n1", "poll 1 run-b 0").startsWith("windlass-node/1 done"));
    }

    @Test
    void shouldNotBeginWhatWaitedWhileAHigherTokenCame() {
        trial.say("k8s-n1", "start 1 run-a switch-repository 1.16");
        trial.say("k8s-n1", "start 1 run-b save-configuration demo-h1");
        trial.say("k8s-n1", "start 1 run-c save-configuration demo-h2");
        trial.say("k8s-n1", "start 2 run-c save-configuration demo-h2");
        trial.pass(Duration.ofSeconds(2));

        assertThat(trial.say("k8s-n1", "poll 2 run-b 0"))
                .startsWith("windlass-node/1 failed rc=75")
                .endsWith("windlass-node: not begun: a higher token came while this run waited\n");
        assertThat(trial.say("k8s-n1", "poll 2 run-c 0")).startsWith("windlass-node/1 done");
    }

    @Test
    void shouldTakeNoHigherTokenOnAFullDisk() {
        trial.say("k8s-n1", "start 3 run-a switch-repository 1.16");
        faults.fillDisk(true);

        assertThat(trial.say("k8s-n1", "start 4 run-b switch-repository 1.16"))
                .startsWith("windlass-node/1 failed rc=73 reason=cannot-write");
        assertThat(trial.say("k8s-n1", "start 4 run-a switch-repository 1.16")).isEqualTo("windlass-node/1 running\n");
        assertThat(trial.say("k8s-n1", "start 3 run-a switch-repository 1.16")).isEqualTo("windlass-node/1 running\n");
        trial.pass(Duration.ofSeconds(2));
        assertThat(trial.say("k8s-n1", "poll 3 run-a 0"))
                .startsWith("windlass-node/1 failed rc=1")
                .contains("windlass-node: a filesystem of this node is full");
    }

    @Test
    void shouldFailWithoutItsMirrorAndFinishWithIt() {
        faults.cutMirror(true);
        assertThat(trial.run("k8s-n1", Verb.SWITCH_REPOSITORY, "1.16"))
                .startsWith("windlass-node/1 failed rc=1")
                .endsWith("could not be read; the lines above say why\n");
        assertThat(trial.say("k8s-n1", "probe switch-repository 1.16"))
                .isEqualTo("windlass-node/1 probe state=half reason=not-refreshed\n");
        assertThat(trial.say("k8s-n1", "inspect 1.16"))
                .contains("unavailable 1.16 the repository cannot be read: Error: ");

        faults.cutMirror(false);
        trial.runWell("k8s-n1", Verb.SWITCH_REPOSITORY, "1.16");
        trial.runWell("k8s-n1", Verb.DOWNLOAD_PACKAGES, "1.16.0-0");
        faults.cutMirror(true);
        trial.runWell("k8s-n1", Verb.INSTALL_KUBEADM, "1.16.0-0");
    }

    @Test
    void shouldFailOrWaitOnce() {
        faults.failNext(Verb.SAVE_CONFIGURATION);
        assertThat(trial.run("k8s-n1", Verb.SAVE_CONFIGURATION, "demo-h1")).startsWith("windlass-node/1 failed rc=1");
        trial.runWell("k8s-n1", Verb.SAVE_CONFIGURATION, "demo-h1");

        faults.delayNext(Verb.SWITCH_REPOSITORY, Duration.ofMinutes(3));
        var from = trial.cluster.now();
        trial.runWell("k8s-n1", Verb.SWITCH_REPOSITORY, "1.16");
        assertThat(Duration.between(from, trial.cluster.now())).isGreaterThan(Duration.ofMinutes(3));
    }

    @Test
    void shouldFailAsOftenAsItIsToldTo() {
        faults.failNext(Verb.SAVE_CONFIGURATION, 2);
        for (var i = 0; i < 2; i++) {
            assertThat(trial.run("k8s-n1", Verb.SAVE_CONFIGURATION, "demo-h1"))
                    .startsWith("windlass-node/1 failed rc=1");
        }
        trial.runWell("k8s-n1", Verb.SAVE_CONFIGURATION, "demo-h1");
    }

    @Test
    void shouldGetOnOnlyWhenItIsNotStalled() {
        faults.stall(true);
        trial.say("k8s-n1", "start 1 run-a switch-repository 1.16");
        trial.pass(Duration.ofHours(1));
        assertThat(trial.say("k8s-n1", "poll 1 run-a 0")).startsWith("windlass-node/1 running offset=");

        faults.stall(false);
        trial.until(() -> trial.say("k8s-n1", "poll 1 run-a 0").startsWith("windlass-node/1 done"));
    }

    @Test
    void shouldFinishAnInstallationThatWasCutOff() {
        trial.runWell("k8s-n1", Verb.SWITCH_REPOSITORY, "1.16");
        trial.say("k8s-n1", "start 1 run-a install-kubeadm 1.16.0-0");
        trial.pass(Duration.ofMillis(200));
        faults.killUnit();

        assertThat(trial.say("k8s-n1", "probe install-kubeadm 1.16.0-0"))
                .isEqualTo("windlass-node/1 probe state=half reason=interrupted-installation\n");
        assertThat(trial.run("k8s-n1", Verb.INSTALL_KUBEADM, "1.16.0-0"))
                .startsWith("windlass-node/1 done")
                .contains("finishing an interrupted installation");
        assertThat(trial.say("k8s-n1", "probe install-kubeadm 1.16.0-0"))
                .isEqualTo("windlass-node/1 probe state=done reason=installed\n");
    }

    @Test
    void shouldPutBackAManifestThatACutOffKubeadmLeftAway() {
        trial.prepare("k8s-m1", "1.16", "1.16.0-0");
        trial.say("k8s-m1", "start 1 apply-1 upgrade-apply v1.16.0");
        var pods = trial.cluster.host(MASTER).staticPods();
        var step = Duration.ofMillis(1);
        while (pods.hasManifest(Component.API_SERVER)) {
            trial.pass(step);
        }
        trial.cluster.faults(MASTER).killUnit();

        assertThat(trial.say("k8s-m1", "probe upgrade-apply v1.16.0"))
                .isEqualTo("windlass-node/1 probe state=half reason=manifest-missing\n");
        trial.until(() -> trial.cluster
                .find(Kind.POD, "kube-system", "kube-apiserver-k8s-m1")
                .isEmpty());
        assertThat(trial.run("k8s-m1", Verb.UPGRADE_APPLY, "v1.16.0"))
                .startsWith("windlass-node/1 done")
                .contains("put kube-apiserver.yaml back from");
        assertThat(trial.say("k8s-m1", "facts 1 trial-s003-1")).contains("restored-manifests=kube-apiserver\n");
        assertThat(trial.cluster.configured()).isEqualTo(NEW);
    }

    @Test
    void shouldGoOnWhereKubeadmStoppedHalfWay() {
        trial.prepare("k8s-m1", "1.16", "1.16.0-0");
        trial.cluster.faults(MASTER).failNext(Verb.UPGRADE_APPLY);
        assertThat(trial.run("k8s-m1", Verb.UPGRADE_APPLY, "v1.16.0"))
                .startsWith("windlass-node/1 failed rc=1")
                .contains("timed out waiting for the condition");
        assertThat(trial.cluster.configured()).isNotEqualTo(NEW);

        trial.runWell("k8s-m1", Verb.UPGRADE_APPLY, "v1.16.0");
        assertThat(trial.cluster.configured()).isEqualTo(NEW);
    }

    @Test
    void shouldHealAll() {
        faults.stall(true);
        faults.fillDisk(true);
        faults.cutMirror(true);
        faults.failNext(Verb.SWITCH_REPOSITORY);
        faults.powerOff();

        faults.heal();

        trial.runWell("k8s-n1", Verb.SWITCH_REPOSITORY, "1.16");
    }
}
