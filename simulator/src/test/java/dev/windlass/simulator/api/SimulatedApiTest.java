package dev.windlass.simulator.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.windlass.core.cluster.NodeName;
import dev.windlass.simulator.DemoCluster;
import dev.windlass.simulator.SimulatedClusterServer;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulatedApiTest {
    @TempDir
    Path directory;

    private SimulatedClusterServer server;
    private KubernetesClient client;

    @BeforeEach
    void start() throws Exception {
        server = SimulatedClusterServer.start(DemoCluster.shape(), directory);
        client = client(Config.fromKubeconfig(server.kubeconfig().toFile()));
    }

    private static KubernetesClient client(Config config) {
        return new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder(config)
                        .withRequestRetryBackoffLimit(0)
                        .withRequestTimeout(5_000)
                        .build())
                .build();
    }

    @AfterEach
    void stop() throws Exception {
        client.close();
        server.close();
    }

    private String get(String path) {
        return client.raw(path);
    }

    private Pod web() {
        return client.pods().inNamespace("default").withLabel("app", "web").list().getItems().stream()
                .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void shouldSayItsVersionAndHealth() {
        assertThat(client.getKubernetesVersion().getGitVersion()).isEqualTo("v1.15.4");
        assertThat(get("/healthz")).isEqualTo("ok");
        assertThat(get("/readyz")).as("404 comes back as null").isNull();
    }

    @Test
    void shouldServeWhatItsVersionServes() throws Exception {
        assertThat(client.getApiResources("v1").getResources())
                .filteredOn(resource -> "pods/eviction".equals(resource.getName()))
                .singleElement()
                .satisfies(resource -> {
                    assertThat(resource.getGroup()).isEqualTo("policy");
                    assertThat(resource.getVersion()).isEqualTo("v1beta1");
                    assertThat(resource.getKind()).isEqualTo("Eviction");
                });
        assertThat(client.policy()
                        .v1beta1()
                        .podDisruptionBudget()
                        .inAnyNamespace()
                        .list()
                        .getItems())
                .singleElement()
                .satisfies(budget ->
                        assertThat(budget.getStatus().getDisruptionsAllowed()).isEqualTo(1));
        assertThat(client.supports("policy/v1", "PodDisruptionBudget")).isFalse();
        assertThat(get("/apis/policy")).contains("policy/v1beta1").doesNotContain("\"policy/v1\"");

        try (var newer = SimulatedClusterServer.start(DemoCluster.shape("1.25.0", 1, 1), newDirectory());
                var its = client(Config.fromKubeconfig(newer.kubeconfig().toFile()))) {
            assertThat(its.policy()
                            .v1()
                            .podDisruptionBudget()
                            .inAnyNamespace()
                            .list()
                            .getItems())
                    .hasSize(1);
            assertThat(its.supports("policy/v1beta1", "PodDisruptionBudget")).isFalse();
            assertThat(its.raw("/readyz")).isEqualTo("ok");
            assertThat(its.nodes()
                            .withLabel("node-role.kubernetes.io/control-plane")
                            .list()
                            .getItems())
                    .hasSize(1);
        }
    }

    private Path newDirectory() throws Exception {
        return Files.createDirectory(directory.resolve("newer"));
    }

    @Test
    void shouldListAndSelect() {
        assertThat(client.nodes().list().getItems()).hasSize(5);
        assertThat(client.nodes()
                        .withLabel("node-role.kubernetes.io/master")
                        .list()
                        .getItems())
                .hasSize(3);
        assertThat(client.pods()
                        .inAnyNamespace()
                        .withLabel("tier", "control-plane")
                        .list()
                        .getItems())
                .hasSize(12);
        assertThat(client.pods()
                        .inAnyNamespace()
                        .withLabelIn("k8s-app", "kube-dns", "kube-proxy")
                        .list()
                        .getItems())
                .hasSize(7);
        assertThat(client.pods()
                        .inAnyNamespace()
                        .withField("spec.nodeName", "k8s-n1")
                        .list()
                        .getItems())
                .isNotEmpty()
                .allMatch(pod -> pod.getSpec().getNodeName().equals("k8s-n1"));
        assertThat(client.pods().inNamespace("default").list().getItems()).hasSize(3);
        assertThat(client.namespaces().list().getItems()).hasSize(4);
        assertThat(client.services()
                        .inNamespace("kube-system")
                        .withName("kube-dns")
                        .get())
                .isNotNull();
        assertThat(client.replicationControllers().inNamespace("default").list().getItems())
                .isEmpty();
        assertThat(client.apps()
                        .statefulSets()
                        .inNamespace("default")
                        .withName("db")
                        .get()
                        .getStatus()
                        .getReadyReplicas())
                .isEqualTo(1);
        assertThat(client.apps()
                        .daemonSets()
                        .inNamespace("kube-system")
                        .withName("kube-proxy")
                        .get()
                        .getStatus()
                        .getNumberAvailable())
                .isEqualTo(5);
        assertThat(client.leases()
                        .inNamespace("kube-node-lease")
                        .withName("k8s-n1")
                        .get()
                        .getSpec()
                        .getRenewTime())
                .isNotNull();
        assertThat(client.configMaps()
                        .inNamespace("kube-system")
                        .withName("kubeadm-config")
                        .get()
                        .getData())
                .extractingByKey("ClusterConfiguration")
                .asString()
                .contains("kubernetesVersion: v1.15.4");
        assertThat(client.nodes().withName("nobody").get()).isNull();
    }

    @Test
    void shouldPatchNodesInEveryForm() {
        var node = client.nodes().withName("k8s-n1");
        node.patch(
                PatchContext.of(PatchType.JSON_MERGE),
                "{\"metadata\":{\"annotations\":{\"windlass.dev/token\":\"7\"}},\"spec\":{\"unschedulable\":true}}");
        assertThat(node.get().getSpec().getUnschedulable()).isTrue();
        assertThat(node.get().getMetadata().getAnnotations()).containsEntry("windlass.dev/token", "7");
        assertThat(node.get().getSpec().getTaints())
                .anyMatch(taint -> taint.getKey().equals("node.kubernetes.io/unschedulable"));
        assertThat(server.nodesTable()).contains("k8s-n1   Ready,SchedulingDisabled   <none>   15h   v1.15.4");

        node.patch(
                PatchContext.of(PatchType.STRATEGIC_MERGE),
                "{\"metadata\":{\"annotations\":{\"windlass.dev/token\":null}},\"spec\":{\"unschedulable\":null}}");
        assertThat(node.get().getSpec().getUnschedulable()).isNull();
        assertThat(node.get().getMetadata().getAnnotations()).doesNotContainKey("windlass.dev/token");

        node.patch(
                PatchContext.of(PatchType.JSON),
                "[{\"op\":\"add\",\"path\":\"/spec/unschedulable\",\"value\":true},"
                        + "{\"op\":\"add\",\"path\":\"/metadata/annotations/windlass.dev~1token\",\"value\":\"8\"}]");
        assertThat(node.get().getMetadata().getAnnotations()).containsEntry("windlass.dev/token", "8");
        assertThat(server.cordoned()).containsExactly(new NodeName("k8s-n1"));

        node.edit(seen -> {
            seen.getSpec().setUnschedulable(false);
            return seen;
        });
        assertThat(server.cordoned()).isEmpty();
    }

    @Test
    void shouldRefuseWritesOnOldVersions() {
        var version = client.nodes().withName("k8s-n1").get().getMetadata().getResourceVersion();
        var patch = "{\"metadata\":{\"resourceVersion\":\"" + version + "\"},\"spec\":{\"unschedulable\":true}}";
        client.nodes().withName("k8s-n1").patch(PatchContext.of(PatchType.JSON_MERGE), patch);

        assertThatThrownBy(() -> client.nodes().withName("k8s-n1").patch(PatchContext.of(PatchType.JSON_MERGE), patch))
                .isInstanceOfSatisfying(KubernetesClientException.class, problem -> {
                    assertThat(problem.getCode()).isEqualTo(409);
                    assertThat(problem.getStatus().getReason()).isEqualTo("Conflict");
                });
    }

    @Test
    void shouldTellChangesToWatches() throws Exception {
        var seen = new CopyOnWriteArrayList<String>();
        var closed = new CountDownLatch(1);
        var version = client.nodes().list().getMetadata().getResourceVersion();
        try (var watch = client.nodes()
                .withName("k8s-n1")
                .watch(
                        new io.fabric8.kubernetes.api.model.ListOptionsBuilder()
                                .withResourceVersion(version)
                                .build(),
                        new Watcher<Node>() {
                            @Override
                            public void eventReceived(Action action, Node node) {
                                seen.add(action + " " + node.getMetadata().getName() + " "
                                        + node.getSpec().getUnschedulable());
                            }

                            @Override
                            public void onClose(WatcherException cause) {}

                            @Override
                            public void onClose() {
                                closed.countDown();
                            }
                        })) {
            client.nodes()
                    .withName("k8s-n2")
                    .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":{\"unschedulable\":true}}");
            client.nodes()
                    .withName("k8s-n1")
                    .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":{\"unschedulable\":true}}");
            await().atMost(Duration.ofSeconds(5)).until(() -> !seen.isEmpty());
        }
        assertThat(seen).containsExactly("MODIFIED k8s-n1 true");
        assertThat(closed.await(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void shouldTellWatchesOfPodsThatComeAndGo() {
        var seen = new CopyOnWriteArrayList<String>();
        var before = web();
        var informer = client.pods()
                .inNamespace("default")
                .withLabel("app", "web")
                .inform(new io.fabric8.kubernetes.client.informers.ResourceEventHandler<Pod>() {
                    @Override
                    public void onAdd(Pod pod) {
                        seen.add("+" + pod.getMetadata().getName());
                    }

                    @Override
                    public void onUpdate(Pod from, Pod to) {}

                    @Override
                    public void onDelete(Pod pod, boolean unknown) {
                        seen.add("-" + pod.getMetadata().getName());
                    }
                });
        assertThat(seen).hasSize(2);

        assertThat(client.pods().resource(before).evict()).isTrue();

        await().atMost(Duration.ofSeconds(10)).until(() -> seen.size() == 4);
        assertThat(seen).contains("-" + before.getMetadata().getName());
        informer.stop();
    }

    @Test
    void shouldAnswerEvictionsAsKubernetesDoes() {
        var path = "/api/v1/namespaces/default/pods/%s/eviction";
        server.changeBudget("default", "web", 2);
        var refused = evict(path.formatted(web().getMetadata().getName()), web(), "policy/v1beta1");
        assertThat(refused.getCode()).isEqualTo(429);
        assertThat(refused.getStatus().getDetails().getCauses()).singleElement().satisfies(cause -> {
            assertThat(cause.getReason()).isEqualTo("DisruptionBudget");
            assertThat(cause.getMessage()).contains("web needs 2 healthy pods and has 2 currently");
        });

        server.changeBudget("default", "web", 1);
        var other = client.pods().inNamespace("default").withName("db-0").get();
        assertThat(evict(path.formatted(web().getMetadata().getName()), other, "policy/v1beta1")
                        .getCode())
                .isEqualTo(409);
        assertThat(evict(path.formatted("nobody"), other, "policy/v1beta1").getCode())
                .isEqualTo(404);
        assertThat(evict(path.formatted("db-0"), other, "policy/v1").getCode()).isEqualTo(400);
    }

    private KubernetesClientException evict(String path, Pod precondition, String apiVersion) {
        var body =
                "{\"apiVersion\":\"%s\",\"kind\":\"Eviction\",\"metadata\":{},\"deleteOptions\":{\"preconditions\":{\"uid\":\"%s\"}}}"
                        .formatted(apiVersion, precondition.getMetadata().getUid());
        try {
            client.raw(path, "POST", body);
        } catch (KubernetesClientException problem) {
            return problem;
        }
        throw new AssertionError("the eviction was granted");
    }

    @Test
    void shouldDeletePods() {
        var pod = web();
        client.pods().resource(pod).delete();
        await().atMost(Duration.ofSeconds(5))
                .until(() -> client.pods().resource(pod).get() == null);
    }

    @Test
    void shouldAnswer503WhileNoApiServerIsUp() {
        server.cutApi(true);
        assertThatThrownBy(() -> client.nodes().list())
                .isInstanceOfSatisfying(
                        KubernetesClientException.class,
                        problem -> assertThat(problem.getCode()).isEqualTo(503));
        server.cutApi(false);
        assertThat(client.nodes().list().getItems()).hasSize(5);
    }

    @Test
    void shouldRefuseOtherTokens() {
        var stranger = new ConfigBuilder(
                        Config.fromKubeconfig(server.kubeconfig().toFile()))
                .withOauthToken("somebody else")
                .withAutoOAuthToken("somebody else")
                .build();
        try (var other = client(stranger)) {
            assertThatThrownBy(() -> other.nodes().list())
                    .isInstanceOfSatisfying(
                            KubernetesClientException.class,
                            problem -> assertThat(problem.getCode()).isEqualTo(401));
        }
    }

    @Test
    void shouldKeepTheKubeconfigToItsOwner() throws Exception {
        for (var file : List.of(server.kubeconfig(), server.privateKey(), server.knownHosts())) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        }
    }
}
