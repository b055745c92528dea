package dev.windlass.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windlass.core.cluster.NodeName;
import dev.windlass.simulator.world.Verb;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole upgrade by hand, over SSH and the Kubernetes API alone. */
class ScriptedUpgradeTest {
    private static final List<String> MASTERS = List.of("k8s-m1", "k8s-m2", "k8s-m3");
    private static final List<String> WORKERS = List.of("k8s-n1", "k8s-n2");
    private static final String REVISION = "1.16.0-0";
    private static final String VERSION = "v1.16.0";

    @TempDir
    Path directory;

    private SimulatedClusterServer server;
    private KubernetesClient client;
    private Operator operator;

    @BeforeEach
    void start() throws Exception {
        server = SimulatedClusterServer.start(DemoCluster.shape(), directory);
        client = new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder(
                                Config.fromKubeconfig(server.kubeconfig().toFile()))
                        .withRequestRetryBackoffLimit(0)
                        .build())
                .build();
        operator = new Operator(server, client);
    }

    @AfterEach
    void stop() throws Exception {
        operator.close();
        client.close();
        server.close();
    }

    @Test
    void shouldUpgradeInTheRightOrder() throws Exception {
        raiseControlPlane();
        for (var node : MASTERS) {
            operator.verb(node, Verb.DOWNLOAD_PACKAGES, REVISION);
            raiseKubelet(node);
        }
        for (var node : WORKERS) {
            operator.verb(node, Verb.SAVE_CONFIGURATION, "demo-h1");
            operator.verb(node, Verb.SWITCH_REPOSITORY, "1.16");
            operator.verb(node, Verb.DOWNLOAD_PACKAGES, REVISION);
            operator.cordon(node, true);
            operator.drain(node);
            operator.verb(node, Verb.INSTALL_KUBEADM, REVISION);
            operator.verb(node, Verb.UPGRADE_NODE, VERSION);
            raiseKubelet(node);
        }

        assertThat(server.nodesTable()).isEqualTo("""
                NAME     STATUS   ROLES    AGE   VERSION
                k8s-m1   Ready    master   16h   v1.16.0
                k8s-m2   Ready    master   16h   v1.16.0
                k8s-m3   Ready    master   16h   v1.16.0
                k8s-n1   Ready    <none>   15h   v1.16.0
                k8s-n2   Ready    <none>   15h   v1.16.0
                """);
        assertThat(server.violations()).isEmpty();
        assertThat(server.leastReady("default", "web")).hasValue(1);
        assertThat(server.cordoned()).isEmpty();
        assertThat(server.apiOutage()).isZero();
        assertThat(client.getKubernetesVersion().getGitVersion()).isEqualTo(VERSION);
        assertThat(server.acts(new NodeName("k8s-m1"), Verb.UPGRADE_APPLY)).isEqualTo(1);
    }

    private void raiseControlPlane() throws Exception {
        for (var node : MASTERS) {
            operator.verb(node, Verb.SAVE_CONFIGURATION, "demo-h1");
            operator.verb(node, Verb.SWITCH_REPOSITORY, "1.16");
            operator.verb(node, Verb.INSTALL_KUBEADM, REVISION);
            operator.verb(node, Verb.PULL_IMAGES, VERSION);
            operator.verb(node, node.equals("k8s-m1") ? Verb.UPGRADE_APPLY : Verb.UPGRADE_NODE, VERSION);
        }
    }

    private void raiseKubelet(String node) throws Exception {
        operator.cordon(node, true);
        operator.drain(node);
        operator.verb(node, Verb.INSTALL_KUBELET, REVISION);
        operator.verb(node, Verb.RESTART_KUBELET, REVISION);
        operator.awaitReady(node, VERSION);
        operator.cordon(node, false);
        operator.awaitWorkloads();
    }

    @Test
    void shouldRefuseUpgradeOfAnotherMasterBeforeTheFirst() throws Exception {
        operator.verb("k8s-m2", Verb.SWITCH_REPOSITORY, "1.16");
        operator.verb("k8s-m2", Verb.INSTALL_KUBEADM, REVISION);
        var run = operator.start("k8s-m2", Verb.UPGRADE_NODE, VERSION);

        assertThat(run.end()).startsWith("windlass-node/1 failed rc=1");
        assertThat(run.output()).contains("is kubeadm upgrade apply done, and kubeadm-config at that version?");
    }

    @Test
    void shouldShowWhatWasDoneInTheWrongOrder() throws Exception {
        operator.verb("k8s-n1", Verb.SWITCH_REPOSITORY, "1.16");
        operator.verb("k8s-n1", Verb.INSTALL_KUBELET, REVISION);
        operator.verb("k8s-n1", Verb.RESTART_KUBELET, REVISION);

        assertThat(server.violations())
                .extracting(violation -> violation.words())
                .anyMatch(words -> words.contains("which is not drained"))
                .anyMatch(words -> words.contains("while the node is schedulable"))
                .anyMatch(words ->
                        words.contains("kubelet of k8s-n1 is v1.16.0 while the API server of k8s-m1 is v1.15.4"));
    }

    @Test
    void shouldTakeBackWorkerWhoseKubeletIsBroken() throws Exception {
        raiseControlPlane();
        for (var node : MASTERS) {
            raiseKubelet(node);
        }
        server.breakKubelet(new NodeName("k8s-n2"));
        operator.verb("k8s-n2", Verb.SAVE_CONFIGURATION, "demo-h1");
        operator.verb("k8s-n2", Verb.SWITCH_REPOSITORY, "1.16");
        operator.cordon("k8s-n2", true);
        operator.drain("k8s-n2");
        operator.verb("k8s-n2", Verb.INSTALL_KUBELET, REVISION);
        operator.verb("k8s-n2", Verb.RESTART_KUBELET, REVISION);
        operator.awaitNotReady("k8s-n2");
        assertThat(server.nodesTable()).contains("k8s-n2   NotReady,SchedulingDisabled   <none>");

        operator.verb("k8s-n2", Verb.RESTORE_NODE, "demo-h1");
        operator.awaitReady("k8s-n2", "v1.15.4");
        operator.cordon("k8s-n2", false);
        operator.awaitWorkloads();

        assertThat(server.nodesTable()).contains("k8s-n2   Ready    <none>   15h   v1.15.4");
        assertThat(server.violations()).isEmpty();
        assertThat(server.leastReady("default", "web")).hasValue(1);
    }
}
