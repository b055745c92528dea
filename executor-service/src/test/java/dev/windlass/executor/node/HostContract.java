package dev.windlass.executor.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windlass.core.cluster.KubernetesVersion;
import dev.windlass.core.cluster.MinorVersion;
import dev.windlass.core.cluster.PackageRevision;
import dev.windlass.core.cluster.Role;
import dev.windlass.executor.node.NodeAnswer.Progress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Beside {@link NodeContract}: what Windlass relies on of what a node says about itself. */
abstract class HostContract extends NodeContract {
    private static final MinorVersion NEVER = MinorVersion.parse("1.99");
    private static final PackageRevision OTHER = new PackageRevision("1.99.0-1.1");

    @Test
    void shouldSayHowFarAVerbIs() throws Exception {
        var installed = node.installed();
        var minor = KubernetesVersion.of(installed).series();
        var key = run("a");

        assertProbe(new Verb.SaveConfiguration(key), Progress.NOT_STARTED, "nothing-saved");
        assertProbe(new Verb.RestoreNode(key), Progress.UNKNOWN, "nothing-saved");
        // Whether a run has read it not long ago depends on what else was asked of this node.
        assertThat(answer(protocol.probe(node.endpoint(), new Verb.SwitchRepository(minor))))
                .isIn(
                        new NodeAnswer.Probed(Progress.HALF, "not-refreshed"),
                        new NodeAnswer.Probed(Progress.DONE, "offered"));
        assertProbe(new Verb.SwitchRepository(NEVER), Progress.NOT_STARTED, "another-minor");
        assertProbe(new Verb.DownloadPackages(installed), Progress.DONE, "installed");
        assertProbe(new Verb.DownloadPackages(OTHER), Progress.NOT_STARTED, "not-in-the-cache");
        assertProbe(new Verb.InstallKubeadm(installed), Progress.DONE, "installed");
        assertProbe(new Verb.InstallKubeadm(OTHER), Progress.NOT_STARTED, "another-revision");
        assertProbe(new Verb.InstallKubelet(installed), Progress.DONE, "installed");
        assertProbe(new Verb.InstallKubelet(OTHER), Progress.NOT_STARTED, "another-revision");
        assertProbe(new Verb.RestartKubelet(installed), Progress.DONE, "running");
        assertProbe(new Verb.RestartKubelet(OTHER), Progress.NOT_STARTED, "another-kubelet");
        // Why is up to what the node can list its images with.
        assertThat(answer(protocol.probe(node.endpoint(), new Verb.PullImages(KubernetesVersion.of(OTHER))))
                        .progress())
                .isEqualTo(Progress.NOT_STARTED);
        assertProbe(new Verb.UpgradeApply(KubernetesVersion.of(OTHER)), Progress.UNKNOWN, "not-a-control-plane");
        assertProbe(new Verb.UpgradeNode(KubernetesVersion.of(OTHER)), Progress.NOT_STARTED, "no-record");
    }

    @Test
    void shouldSayThatWhatIsKeptIsAsItIs() throws Exception {
        var key = run("a");
        answer(protocol.start(node.endpoint(), token, key, new Verb.SaveConfiguration(key), ContractNode.HELD));
        org.awaitility.Awaitility.await()
                .pollInSameThread()
                .until(() -> answer(protocol.poll(node.endpoint(), token, key, 0)) instanceof NodeAnswer.Done);

        assertProbe(new Verb.SaveConfiguration(key), Progress.DONE, "saved");
        assertProbe(new Verb.RestoreNode(key), Progress.DONE, "restored");
    }

    @Test
    void shouldLeaveAloneWhatIsDone() throws Exception {
        var installed = node.installed();
        var repository =
                new Verb.SwitchRepository(KubernetesVersion.of(installed).series());
        // What was read before this upgrade may lack what it is to install.
        assertThat(run(run("first"), repository)).isInstanceOf(NodeAnswer.Done.class);
        var verbs = List.of(
                repository,
                new Verb.DownloadPackages(installed),
                new Verb.InstallKubeadm(installed),
                new Verb.InstallKubelet(installed),
                new Verb.RestartKubelet(installed));
        for (var i = 0; i < verbs.size(); i++) {
            var run = run("v" + i);
            assertThat(run(run, verbs.get(i))).as("%s", verbs.get(i)).isInstanceOf(NodeAnswer.Done.class);
            assertThat(answer(protocol.facts(node.endpoint(), token, run)).facts())
                    .as("%s", verbs.get(i))
                    .containsEntry("before", "done")
                    .containsEntry("already", "true");
        }
    }

    @Test
    void shouldFailToInstallWhatNobodyOffersAndChangeNothing() throws Exception {
        var verbs = List.of(
                new Verb.DownloadPackages(OTHER), new Verb.InstallKubeadm(OTHER), new Verb.InstallKubelet(OTHER));
        for (var i = 0; i < verbs.size(); i++) {
            assertThat(run(run("v" + i), verbs.get(i)))
                    .as("%s", verbs.get(i))
                    .isInstanceOfSatisfying(
                            NodeAnswer.Failed.class,
                            it -> assertThat(it.reason()).isEmpty());
        }
        assertProbe(new Verb.InstallKubeadm(node.installed()), Progress.DONE, "installed");
        assertProbe(new Verb.InstallKubelet(node.installed()), Progress.DONE, "installed");
        assertProbe(new Verb.RestartKubelet(node.installed()), Progress.DONE, "running");
    }

    private NodeAnswer.OfRun run(RunId run, Verb verb) throws Exception {
        answer(protocol.start(node.endpoint(), token, run, verb, ContractNode.HELD));
        return org.awaitility.Awaitility.await()
                .pollInSameThread()
                .atMost(Duration.ofMinutes(2))
                .until(
                        () -> answer(protocol.poll(node.endpoint(), token, run, 0)),
                        answer -> !(answer instanceof NodeAnswer.Running));
    }

    private void assertProbe(Verb verb, Progress progress, String reason) throws InterruptedException {
        assertThat(answer(protocol.probe(node.endpoint(), verb)))
                .as("%s", verb)
                .isEqualTo(new NodeAnswer.Probed(progress, reason));
    }

    @Test
    void shouldSayWhatItIs() throws Exception {
        var installed = node.installed();
        var minor = KubernetesVersion.of(installed).series();

        var seen = answer(protocol.inspect(node.endpoint(), List.of(minor, NEVER)));

        assertThat(seen.machineId()).isNotBlank();
        assertThat(seen.bootId()).isNotBlank();
        assertThat(seen.role()).isEqualTo(Role.WORKER);
        assertThat(seen.packageManager()).isIn("apt", "yum", "dnf");
        assertThat(seen.installed())
                .containsOnlyKeys("kubeadm", "kubelet", "kubectl")
                .allSatisfy((name, revision) -> assertThat(revision).isEqualTo(installed));
        assertThat(seen.available())
                .containsOnlyKeys(minor)
                .allSatisfy((key, revisions) -> assertThat(revisions).contains(installed));
        assertThat(seen.unavailable()).containsOnlyKeys(NEVER);
        assertThat(seen.repositoryMinors()).containsExactly(minor);
        assertThat(seen.repositories()).hasSize(1);
        assertThat(seen.freeKib())
                .containsOnlyKeys("root", "var", "kubelet", "etcd", "package-cache")
                .allSatisfy((place, free) -> assertThat(free).isPositive());
        assertThat(seen.clock()).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "start x run-1 b.0:1 save-configuration key",
                "start 1 ../run b.0:1 save-configuration key",
                "start 1 run-1 b.0:1 reboot now",
                "start 1 run-1 b.0:1 install-kubelet $(reboot)",
                "start 1 run-1 b.0:1 switch-repository 1.20/../..",
                "start 1 run-1 b.0:1 upgrade-node",
                "start 1 run-1 upgrade-node v1.20.2",
                "start 1 run-1 soon upgrade-node v1.20.2",
                "clock now",
                "poll 1 run-1 -1",
                "facts 1",
                "probe save-configuration",
                "inspect newest",
                "prune ever",
                "eval reboot"
            })
    void shouldRefuseWordsThatAreNotInTheirForm(String words) throws Exception {
        var answer = script(words.split(" "));

        assertThat(answer.status()).isEqualTo(64);
        assertThat(new String(answer.output(), StandardCharsets.UTF_8)).contains("windlass-node/1 refused reason=");
    }
}
