package dev.windlass.simulator.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windlass.core.cluster.NodeName;
import dev.windlass.simulator.DemoCluster;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NodeProtocolTest {
    private static final NodeName WORKER = new NodeName("k8s-n1");

    private Trial trial;

    @BeforeEach
    void begin() {
        trial = new Trial(DemoCluster.shape());
    }

    @Test
    void shouldInspect() {
        assertThat(trial.say("k8s-m1", "inspect 1.16 1.17").lines())
                .startsWith("windlass-node/1 facts")
                .contains(
                        "hostname=k8s-m1",
                        "os-id=centos",
                        "package-manager=yum",
                        "role=control-plane",
                        "kubelet=1.15.4-0",
                        "repository-minor=1.15",
                        "available 1.16 1.16.0-0",
                        "unavailable 1.17 the repository offers no kubeadm 1.17");
    }

    @Test
    void shouldRunOnceHoweverOftenItIsStarted() {
        assertThat(trial.say("k8s-n1", "start 5 run-1 switch-repository 1.16")).isEqualTo("windlass-node/1 running\n");
        trial.say("k8s-n1", "start 5 run-1 switch-repository 1.16");
        trial.pass(Duration.ofSeconds(2));

        assertThat(trial.say("k8s-n1", "start 6 run-1 switch-repository 1.16"))
                .isEqualTo("windlass-node/1 done rc=0\n");
        assertThat(trial.cluster.truth().starts("k8s-n1", Verb.SWITCH_REPOSITORY))
                .isEqualTo(1);
    }

    @Test
    void shouldRefuseKnownRunWithAnotherCommand() {
        trial.say("k8s-n1", "start 5 run-1 switch-repository 1.16");
        assertThat(trial.say("k8s-n1", "start 5 run-1 switch-repository 1.15"))
                .startsWith("windlass-node/1 refused reason=another-command");
    }

    @Test
    void shouldFenceLowerTokens() {
        trial.say("k8s-n1", "start 9 run-1 switch-repository 1.16");
        assertThat(trial.say("k8s-n1", "start 8 run-2 switch-repository 1.16"))
                .isEqualTo("windlass-node/1 fenced highest=9\n");
        assertThat(trial.say("k8s-n1", "poll 8 run-1 0")).startsWith("windlass-node/1 fenced highest=9");
        assertThat(trial.say("k8s-n1", "facts 8 run-1")).startsWith("windlass-node/1 fenced highest=9");
        assertThat(trial.say("k8s-n1", "poll 10 run-1 0")).startsWith("windlass-node/1 running");
        assertThat(trial.say("k8s-n1", "poll 9 run-1 0")).startsWith("windlass-node/1 running");
    }

    @Test
    void shouldGiveOutputFromAnOffset() {
        trial.say("k8s-n1", "start 1 run-1 switch-repository 1.16");
        trial.pass(Duration.ofSeconds(2));
        var whole = trial.say("k8s-n1", "poll 1 run-1 0").split("\n", 2);
        assertThat(whole[0]).matches("windlass-node/1 done rc=0 offset=(\\d+) size=\\1");
        assertThat(whole[1]).startsWith("switch-repository 1.16: not-started (another-minor)\n");

        var rest = trial.say("k8s-n1", "poll 1 run-1 20").split("\n", 2);
        assertThat(rest[1]).isEqualTo(whole[1].substring(20));
        assertThat(trial.say("k8s-n1", "poll 1 run-1 99999")).endsWith("size=" + whole[1].length() + "\n");
    }

    @Test
    void shouldFindDoneWhatIsDone() {
        trial.runWell("k8s-n1", Verb.SWITCH_REPOSITORY, "1.16");
        trial.runWell("k8s-n1", Verb.SWITCH_REPOSITORY, "1.16");

        assertThat(trial.say("k8s-n1", "facts 1 trial-s002-1")).contains("before=done\n", "already=true\n");
        assertThat(trial.cluster.truth().acts("k8s-n1", Verb.SWITCH_REPOSITORY)).isEqualTo(1);
        assertThat(trial.cluster.truth().starts("k8s-n1", Verb.SWITCH_REPOSITORY))
                .isEqualTo(2);
        assertThat(trial.say("k8s-n1", "probe switch-repository 1.16"))
                .isEqualTo("windlass-node/1 probe state=done reason=offered\n");
        assertThat(trial.say("k8s-n1", "probe install-kubeadm 1.16.0-0"))
                .isEqualTo("windlass-node/1 probe state=not-started reason=another-revision\n");
    }

    @Test
    void shouldKeepSavedStateForEver() {
        trial.runWell("k8s-n1", Verb.SAVE_CONFIGURATION, "demo-h1");
        trial.prepare("k8s-n1", "1.16", "1.16.0-0");
        trial.runWell("k8s-n1", Verb.SAVE_CONFIGURATION, "demo-h1");
        trial.runWell("k8s-n1", Verb.RESTORE_NODE, "demo-h1");
        assertThat(trial.cluster.host(WORKER).kubeadm()).hasToString("1.15.4-0");
    }

    @Test
    void shouldActOneRunAtATime() {
        trial.say("k8s-n1", "start 1 run-1 switch-repository 1.16");
        trial.say("k8s-n1", "start 1 run-2 install-kubeadm 1.16.0-0");
        trial.pass(Duration.ofMillis(1));
        assertThat(trial.say("k8s-n1", "poll 1 run-2 0"))
                .startsWith("windlass-node/1 running")
                .contains("waiting until another run on this node has ended");
        trial.pass(Duration.ofSeconds(2));
        assertThat(trial.say("k8s-n1", "poll 1 run-2 0")).startsWith("windlass-node/1 done rc=0");
    }

    @Test
    void shouldFailForWhatIsNotOffered() {
        assertThat(trial.run("k8s-n1", Verb.INSTALL_KUBEADM, "1.16.0-0"))
                .startsWith("windlass-node/1 failed rc=1")
                .contains("No package kubeadm-1.16.0-0 available.");
        assertThat(trial.run("k8s-n1", Verb.SWITCH_REPOSITORY, "1.18")).startsWith("windlass-node/1 failed rc=1");
        assertThat(trial.run("k8s-n1", Verb.RESTORE_NODE, "never")).contains("nothing was saved under never");
    }

    @Test
    void shouldSayThatTheDiskIsFull() {
        trial.cluster.fillDisk(WORKER, true);
        assertThat(trial.say("k8s-n1", "start 1 run-1 switch-repository 1.16"))
                .startsWith("windlass-node/1 failed rc=73 reason=cannot-write")
                .contains("No space left on device");
        assertThat(trial.say("k8s-n1", "inspect")).contains("disk-free-kib.var=0\n");
        trial.cluster.fillDisk(WORKER, false);
        assertThat(trial.say("k8s-n1", "start 1 run-1 switch-repository 1.16")).startsWith("windlass-node/1 running");
    }

    @Test
    void shouldForgetOldRuns() {
        trial.runWell("k8s-n1", Verb.SWITCH_REPOSITORY, "1.16");
        assertThat(trial.say("k8s-n1", "prune 1")).isEqualTo("windlass-node/1 pruned\n");
        trial.pass(Duration.ofMillis(10));
        assertThat(trial.say("k8s-n1", "prune 0")).isEqualTo("windlass-node/1 pruned\ntrial-s001-1\n");
        assertThat(trial.say("k8s-n1", "poll 1 trial-s001-1 0")).startsWith("windlass-node/1 lost reason=unknown-run");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "reinstall",
                "start 1 run-1",
                "start x run-1 switch-repository 1.16",
                "start 1 Run switch-repository 1.16",
                "start 1 run-1 format-disk now",
                "start 1 run-1 switch-repository latest",
                "start 1 run-1 switch-repository 1.16 1.17",
                "start 1 run-1 install-kubelet $(reboot)",
                "poll 1 run-1",
                "poll 1 run-1 -1",
                "facts 1",
                "probe switch-repository",
                "inspect newest",
                "prune ever"
            })
    void shouldRefuseArgumentsThatItDoesNotAccept(String command) {
        var answer = trial.cluster.command(WORKER, command.isEmpty() ? List.of() : List.of(command.split(" ")));
        assertThat(answer.status()).isEqualTo(64);
        assertThat(answer.text()).startsWith("windlass-node/1 refused reason=");
    }
}
