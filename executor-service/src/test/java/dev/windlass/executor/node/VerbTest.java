package dev.windlass.executor.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the verbs of the node script do where a host is not as the books say. */
class VerbTest {
    @TempDir
    Path folder;

    @Test
    void shouldPutBackAManifestThatACutOffRunLeftAway() throws IOException {
        var host = FakeHost.withApt(folder).asControlPlane("v1.19.9");
        host.write("packages/kubeadm", FakeHost.NEW);
        Files.delete(host.path("etc/kubernetes/manifests/kube-apiserver.yaml"));
        host.write(
                "etc/kubernetes/tmp/kubeadm-backup-manifests-2026-01-01-00-00-00/kube-apiserver.yaml",
                FakeHost.manifest("kube-apiserver", "v1.19.9"));

        assertThat(probe(host, "upgrade-node", "v1.20.2")).isEqualTo("state=half reason=manifest-missing");
        var answer = host.runVerb("run-1", "upgrade-apply", "v1.20.2");

        assertThat(answer.first()).contains("done rc=0");
        assertThat(answer.payload()).contains("put kube-apiserver.yaml back from");
        assertThat(host.read("etc/kubernetes/manifests/kube-apiserver.yaml")).contains("kube-apiserver:v1.20.2");
        assertThat(host.run("facts", "1", "run-1").payload())
                .contains("restored-manifests=kube-apiserver", "etcd-image=k8s.gcr.io/etcd:3.4.13-0");
        assertThat(probe(host, "upgrade-apply", "v1.20.2")).isEqualTo("state=done reason=manifests-and-record");
    }

    @Test
    void shouldRepairTheRoleBeforeUpgradingANodeThatLooksLikeAWorker() throws IOException {
        var host = FakeHost.withApt(folder).asControlPlane("v1.19.9");
        host.write("packages/kubeadm", FakeHost.NEW);
        Files.delete(host.path("etc/kubernetes/manifests/kube-apiserver.yaml"));

        var answer = host.runVerb("run-1", "upgrade-node", "v1.20.2");

        assertThat(answer.first()).contains("failed rc=1");
        assertThat(answer.payload())
                .contains("kube-apiserver.yaml is missing from")
                .contains("no backup of it");
        assertThat(host.read("calls")).doesNotContain("kubeadm upgrade node");
    }

    @Test
    void shouldRefuseToApplyWithAnotherKubeadm() {
        var host = FakeHost.withApt(folder).asControlPlane("v1.19.9");

        var answer = host.runVerb("run-1", "upgrade-apply", "v1.20.2");

        assertThat(answer.payload())
                .endsWith(
                        "windlass-node: kubeadm on this node is at 'v1.19.9' and not v1.20.2: it has to be installed first");
    }

    @Test
    void shouldNameAPackageThatIsInNoRepository() {
        var host = FakeHost.withApt(folder);
        host.runVerb("run-0", "switch-repository", "1.20");

        var answer = host.runVerb("run-1", "install-kubelet", "1.20.9-1.1");

        assertThat(answer.first()).contains("failed rc=1");
        assertThat(answer.payload())
                .contains("windlass-node: kubelet 1.20.9-1.1 is in no repository of this node")
                .contains("on offer: 1.20.2-1.1");
        assertThat(host.read("held")).isEqualTo("kubeadm\nkubectl\nkubelet\n");
    }

    @Test
    void shouldSayThatTheDiskIsFull() {
        var host = FakeHost.withApt(folder);
        host.write(
                "broken/apt-get",
                "dpkg: error: unable to create '/var/lib/dpkg/updates/tmp.i': No space left on device\n");

        var answer = host.runVerb("run-1", "install-kubeadm", FakeHost.NEW);

        assertThat(answer.payload())
                .contains("windlass-node: a filesystem of this node is full (dpkg: error: unable to create")
                .endsWith("free space, then retry");
        assertThat(host.read("held")).isEqualTo("kubeadm\nkubectl\nkubelet\n");
    }

    @Test
    void shouldNotInstallKubeadmWhereThatWouldChangeTheKubelet() {
        var host = FakeHost.withApt(folder);
        host.write("also-changes", "Inst kubelet [1.19.9-1.1] (1.20.2-1.1)\nRemv containerd [1.6]\n");

        var answer = host.runVerb("run-1", "install-kubeadm", FakeHost.NEW);

        assertThat(answer.payload()).contains("would also change other packages (Inst kubelet;Remv containerd;)");
        assertThat(host.read("packages/kubeadm")).isEqualTo(FakeHost.OLD + "\n");
        assertThat(host.read("held")).isEqualTo("kubeadm\nkubectl\nkubelet\n");
    }

    @Test
    void shouldFinishAnInterruptedInstallationFirst() {
        var host = FakeHost.withApt(folder);
        host.runVerb("run-0", "switch-repository", "1.20");
        host.write("var/lib/dpkg/updates/0001", "");

        assertThat(probe(host, "install-kubeadm", FakeHost.NEW))
                .isEqualTo("state=half reason=interrupted-installation");
        assertThat(host.runVerb("run-1", "install-kubeadm", FakeHost.NEW).first())
                .contains("done rc=0");
        assertThat(host.read("calls")).contains("dpkg --force-confdef --force-confold --configure -a");
    }

    @Test
    void shouldPutBackHoldsThatAKilledRunHadLifted() {
        var host = FakeHost.withApt(folder);
        host.runVerb("run-0", "switch-repository", "1.20");
        host.write("held", "kubectl\n");
        host.write("var/lib/windlass/held", "kubelet\nkubeadm\n");

        host.runVerb("run-1", "install-kubeadm", FakeHost.NEW);

        assertThat(host.read("held")).isEqualTo("kubeadm\nkubectl\nkubelet\n");
        assertThat(host.path("var/lib/windlass/held")).doesNotExist();
    }

    /** The run was killed between the installation and its holds: the packages are there, and nothing is to be installed. */
    @Test
    void shouldPutBackHoldsAlsoWhereThePackagesAreThereAlready() {
        var host = FakeHost.withApt(folder);
        host.write("held", "kubectl\n");
        host.write("var/lib/windlass/held", "kubelet\nkubeadm\n");

        assertThat(probe(host, "install-kubeadm", FakeHost.OLD))
                .isEqualTo("state=half reason=interrupted-installation");
        assertThat(host.runVerb("run-1", "install-kubeadm", FakeHost.OLD).first())
                .contains("done rc=0");

        assertThat(host.read("held")).isEqualTo("kubeadm\nkubectl\nkubelet\n");
        assertThat(host.path("var/lib/windlass/held")).doesNotExist();
    }

    @Test
    void shouldLeaveAKubeletThatDoesNotRunToValidationAndTakeItBack() {
        var host = FakeHost.withApt(folder).impatient();
        host.runVerb("run-0", "save-configuration", "hop-1");
        host.runVerb("run-1", "switch-repository", "1.20");
        host.write("var/lib/kubelet/config.yaml", "kind: Newer\n");
        host.write("broken/kubelet", "");

        var installed = host.runVerb("run-2", "install-kubelet", FakeHost.NEW);
        var restarted = host.runVerb("run-3", "restart-kubelet", FakeHost.NEW);

        assertThat(installed.first()).contains("done rc=0");
        assertThat(installed.payload()).contains("warning: the package kubelet 1.20.2-1.1 is installed, but");
        assertThat(restarted.first()).contains("done rc=0");
        assertThat(restarted.payload())
                .contains("the kubelet is not active after")
                .contains("it does not start");

        host.delete("broken/kubelet");
        var restored = host.runVerb("run-4", "restore-node", "hop-1");

        assertThat(restored.first()).contains("done rc=0");
        assertThat(host.read("packages/kubelet")).isEqualTo(FakeHost.OLD + "\n");
        assertThat(host.read("var/lib/kubelet/config.yaml")).isEqualTo("kind: KubeletConfiguration\n");
        assertThat(host.read("etc/apt/sources.list.d/kubernetes.list")).contains("v1.19");
        assertThat(probe(host, "restore-node", "hop-1")).isEqualTo("state=done reason=restored");
    }

    @Test
    void shouldSayFromWhenOnEvidenceCountsOfAKubeletThatHasNeverRunSinceTheNodeCameUp() {
        var host = FakeHost.withApt(folder).impatient();
        host.write("packages/kubelet", FakeHost.NEW + "\n");
        host.write("broken/kubelet-never-ran", "");
        host.write("broken/kubelet-inactive", "");
        var before = System.currentTimeMillis() / 1000;

        var restarted = host.runVerb("run-1", "restart-kubelet", FakeHost.NEW);

        assertThat(restarted.first()).contains("done rc=0");
        var facts = host.read("var/lib/windlass/runs/run-1/facts");
        assertThat(Long.parseLong(facts.replaceAll("(?s).*restarted-at=(\\d+).*", "$1")))
                .isBetween(before, System.currentTimeMillis() / 1000);
    }

    @Test
    void shouldInstallAgainWhatDoesNotMatchItsPackage() {
        var host = FakeHost.withApt(folder);
        host.runVerb("run-0", "switch-repository", "1.20");
        host.runVerb("run-1", "install-kubelet", FakeHost.NEW);
        host.write("broken/kubelet", "");

        assertThat(probe(host, "install-kubelet", FakeHost.NEW))
                .isEqualTo("state=half reason=kubelet-does-not-match-its-package");
        host.runVerb("run-2", "install-kubelet", FakeHost.NEW);

        assertThat(host.read("calls")).contains("install --reinstall --allow-downgrades kubelet=1.20.2-1.1");
    }

    @Test
    void shouldRunUpgradeNodeAgainAfterARollback() {
        var host = FakeHost.withApt(folder);
        host.runVerb("run-0", "save-configuration", "hop-1");
        host.write("packages/kubeadm", FakeHost.NEW);
        host.runVerb("run-1", "upgrade-node", "v1.20.2");
        assertThat(probe(host, "upgrade-node", "v1.20.2")).isEqualTo("state=done reason=recorded");

        host.runVerb("run-2", "restore-node", "hop-1");

        assertThat(probe(host, "upgrade-node", "v1.20.2")).isEqualTo("state=not-started reason=no-record");
    }

    @Test
    void shouldNotOverwriteWhatWasSaved() {
        var host = FakeHost.withApt(folder);
        host.runVerb("run-0", "save-configuration", "hop-1");
        host.write("packages/kubelet", FakeHost.NEW);

        host.runVerb("run-1", "save-configuration", "hop-1");

        assertThat(host.read("var/lib/windlass/saved/hop-1/packages")).contains("kubelet=" + FakeHost.OLD);
        assertThat(host.run("facts", "1", "run-1").payload()).contains("already=true");
    }

    @Test
    void shouldSwitchAFileOfTheNewerAptForm() {
        var host = FakeHost.withApt(folder);
        host.delete("etc/apt/sources.list.d/kubernetes.list");
        host.write("etc/apt/sources.list.d/k8s.sources", """
                Types: deb
                # URIs: https://packages.example/core:/stable:/v1.18/deb/
                URIs: https://packages.example/core:/stable:/v1.19/deb/
                Suites: /
                """);

        host.runVerb("run-1", "switch-repository", "1.20");

        assertThat(host.read("etc/apt/sources.list.d/k8s.sources"))
                .contains("\nURIs: https://packages.example/core:/stable:/v1.20/deb/\n")
                .contains("# URIs: https://packages.example/core:/stable:/v1.18/deb/");
    }

    @Test
    void shouldLeaveARepositoryAloneThatHasAllMinors() {
        var host = FakeHost.withApt(folder);
        var line = "deb https://mirror.example/kubernetes all main\n";
        host.write("etc/apt/sources.list.d/kubernetes.list", line);
        host.write("offers/all", FakeHost.OLD + "\n" + FakeHost.NEW + "\n");

        assertThat(probe(host, "switch-repository", "1.20")).isEqualTo("state=half reason=not-refreshed");
        assertThat(host.runVerb("run-1", "switch-repository", "1.20").first()).contains("done rc=0");
        assertThat(host.read("calls")).contains("update");
        assertThat(probe(host, "switch-repository", "1.20")).isEqualTo("state=done reason=offered");
        assertThat(host.read("etc/apt/sources.list.d/kubernetes.list")).isEqualTo(line);
        assertThat(host.run("inspect", "1.20", "1.21").payload())
                .contains("available 1.20 1.20.2-1.1", "unavailable 1.21 the repository offers no kubeadm 1.21");
    }

    @Test
    void shouldSayThatAMinorHasNoRepository() {
        var host = FakeHost.withApt(folder);

        var answer = host.runVerb("run-1", "switch-repository", "1.21");

        assertThat(answer.first()).contains("failed rc=1");
        assertThat(answer.payload()).contains("kubernetes.list could not be read");
    }

    @Test
    void shouldInspectWithoutChangingAnything() {
        var host = FakeHost.withApt(folder);
        var before = host.read("etc/apt/sources.list.d/kubernetes.list");

        var inspection =
                NodeInspection.read(host.run("inspect", "1.19", "1.20", "1.21").payload());

        assertThat(inspection.machineId()).isEqualTo("aaaabbbbccccdddd");
        assertThat(inspection.operatingSystem()).isEqualTo("debian 12");
        assertThat(inspection.packageManager()).isEqualTo("apt");
        assertThat(inspection.installed())
                .hasSize(3)
                .containsValue(new dev.windlass.core.cluster.PackageRevision(FakeHost.OLD));
        assertThat(inspection.available().keySet())
                .extracting(Object::toString)
                .containsExactlyInAnyOrder("1.19", "1.20");
        assertThat(inspection.unavailable().values())
                .singleElement()
                .asString()
                .startsWith("the repository cannot be read: E: ");
        assertThat(inspection.repositories()).containsExactly("/etc/apt/sources.list.d/kubernetes.list");
        assertThat(inspection.repositoryMinors()).extracting(Object::toString).containsExactly("1.19");
        assertThat(inspection.held()).containsExactly("kubeadm", "kubectl", "kubelet");
        assertThat(inspection.freeKib()).containsOnlyKeys("root", "var", "kubelet", "etcd", "package-cache");
        assertThat(inspection.clock()).isPresent();
        assertThat(host.read("etc/apt/sources.list.d/kubernetes.list")).isEqualTo(before);
    }

    @Test
    void shouldSayThatItDoesNotKnowThePackageManager() {
        var host = FakeHost.create(folder, "zypper");

        assertThat(host.runVerb("run-1", "install-kubeadm", FakeHost.NEW).payload())
                .endsWith(
                        "windlass-node: the package manager of this node is 'zypper'; Windlass works with apt, yum and dnf");
        assertThat(probe(host, "install-kubeadm", FakeHost.NEW)).isEqualTo("state=unknown reason=package-manager");
        assertThat(host.run("inspect", "1.20").payload())
                .contains("package-manager=zypper")
                .contains("unavailable 1.20 ");
    }

    @Test
    void shouldLiftExcludesAsDnf5WantsIt() {
        var host = FakeHost.create(folder, "dnf");
        host.write("dnf-version", "dnf5 version 5.2.0\n");
        host.runVerb("run-0", "switch-repository", "1.20");

        assertThat(host.runVerb("run-1", "install-kubeadm", FakeHost.NEW).first())
                .contains("done rc=0");
        assertThat(host.read("calls"))
                .contains("dnf -y install kubeadm-1.20.2-1.1 --setopt=disable_excludes=kubernetes");
    }

    private static String probe(FakeHost host, String... verb) {
        var words = new String[verb.length + 1];
        words[0] = "probe";
        System.arraycopy(verb, 0, words, 1, verb.length);
        return host.run(words).first().replace("windlass-node/1 probe ", "");
    }
}
