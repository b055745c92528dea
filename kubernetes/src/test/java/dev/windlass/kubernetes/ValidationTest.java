package dev.windlass.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.windlass.core.cluster.Workload;
import dev.windlass.core.procedure.Action;
import dev.windlass.core.report.Failure;
import dev.windlass.core.report.FailureKind;
import dev.windlass.core.report.Finding;
import dev.windlass.core.report.Outcome;
import dev.windlass.kubernetes.FakeApi.Reply;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ValidationTest {
    private static final Instant STARTED = Instant.now().minusSeconds(60);

    @TempDir
    Path directory;

    private final FakeApi server = new FakeApi();
    private final Map<String, Node> nodes = new ConcurrentHashMap<>();
    private volatile Map<String, Pod> controlPlane = Samples.components("m1", "v1.20.2", "3.4.13-0");
    private volatile List<Pod> podsOnWorker = List.of();
    private volatile String configured = "v1.20.2";
    private volatile String version = "v1.20.2";

    @BeforeEach
    void serve() {
        node(Samples.controlPlane("m1", "v1.20.2", Instant.now()));
        node(Samples.node("n1", "v1.20.2", Instant.now()));
        server.list("/api/v1/nodes", () -> List.copyOf(new TreeMap<>(nodes).values()));
        server.list("/api/v1/namespaces/default/events", List::of);
        server.list("/api/v1/pods", () -> podsOnWorker);
        server.list("/api/v1/namespaces/kube-system/pods", () -> List.copyOf(controlPlane.values()));
        server.get("/api/v1/namespaces/kube-system/configmaps/kubeadm-config", () -> Samples.kubeadmConfig(configured));
        server.get("/version", () -> Map.of("gitVersion", version));
        for (var component : controlPlane.keySet()) {
            server.get("/api/v1/namespaces/kube-system/pods/" + component + "-m1", () -> pod(component));
        }
    }

    @AfterEach
    void close() {
        server.close();
    }

    private Object pod(String component) {
        var pod = controlPlane.get(component);
        return pod == null ? Map.of() : pod;
    }

    private void node(Node node) {
        var name = node.getMetadata().getName();
        nodes.put(name, node);
        server.get("/api/v1/nodes/" + name, () -> nodes.getOrDefault(name, node));
        server.get(
                "/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases/" + name,
                () -> Samples.lease(name, Instant.now()));
        server.changed();
    }

    private Outcome perform(Attempts attempt) throws InterruptedException {
        return attempt.perform(server.kubeconfig(directory));
    }

    private static Failure failure(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Failed.class);
        return ((Outcome.Failed) outcome).failure();
    }

    /** Performs with a poll that comes too late, changes the cluster once it is watched, and returns what came of it. */
    private Outcome changing(Attempts attempt, Runnable change) throws Exception {
        var patient = attempt.with(
                new Timing(Duration.ofMinutes(5), Duration.ofMinutes(5), Duration.ofSeconds(5), Duration.ofSeconds(5)));
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var outcome = executor.submit(() -> perform(patient));
            await().until(() -> !attempt.notes().isEmpty() && server.watching() >= 1);
            change.run();
            return outcome.get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void shouldInspect() throws Exception {
        var outcome = perform(Attempts.of(Action.INSPECT_CLUSTER));

        assertThat(outcome).isInstanceOfSatisfying(Outcome.Succeeded.class, seen -> {
            assertThat(seen.summary()).isEqualTo("1 control planes, 1 workers, configured v1.20.2");
            var topology = ((Finding.ClusterSeen) seen.finding()).topology();
            assertThat(topology.nodes()).extracting(node -> node.name().text()).containsExactly("m1", "n1");
        });
    }

    @Test
    void shouldRefuseAClusterThatIsNotKubeadms() throws Exception {
        server.on(
                "GET",
                "/api/v1/namespaces/kube-system/configmaps/kubeadm-config",
                request -> Reply.status(404, "not found"));
        assertThat(failure(perform(Attempts.of(Action.INSPECT_CLUSTER))).message())
                .contains(
                        "cluster demo is not one that Windlass can upgrade", "no ConfigMap kube-system/kubeadm-config");

        version = "v1.20.2+k3s1";
        assertThat(failure(perform(Attempts.of(Action.INSPECT_CLUSTER))).message())
                .contains("v1.20.2+k3s1");
    }

    @Test
    void shouldSayWhenTheServerIsNoneOfTheControlPlanes() throws Exception {
        version = "v1.19.9";

        assertThat(failure(perform(Attempts.of(Action.INSPECT_CLUSTER))))
                .satisfies(failure -> assertThat(failure.retryable()).isTrue())
                .satisfies(failure -> assertThat(failure.message()).contains("says that it is v1.19.9"));
    }

    @Test
    void shouldPassANodeOnceItsNewKubeletHasSpoken() throws Exception {
        node(Samples.node("n1", "v1.19.9", STARTED.minusSeconds(30)));
        var attempt = Attempts.of(Action.VALIDATE_NODE).evidenceAfter(STARTED);

        var outcome = changing(attempt, () -> node(Samples.node("n1", "v1.20.2", STARTED.plusSeconds(5))));

        assertThat(outcome).isInstanceOf(Outcome.Succeeded.class);
        assertThat(attempt.notes().getFirst()).startsWith("waiting: kubelet of n1 is v1.19.9, expected v1.20.2");
    }

    @Test
    void shouldFailANodeThatDoesNotComeBack() throws Exception {
        node(Samples.node("n1", "v1.20.2", STARTED.minusSeconds(30)));

        var failure = failure(perform(Attempts.of(Action.VALIDATE_NODE).evidenceAfter(STARTED)));

        assertThat(failure.kind()).isEqualTo(FailureKind.VALIDATION);
        assertThat(failure.retryable()).isFalse();
        assertThat(failure.message()).startsWith("Ready condition of n1 is last written by the kubelet at");
        assertThat(failure.hint()).isEqualTo("look at journalctl -u kubelet on n1");
    }

    @Test
    void shouldWaitForTheNodesDaemonPodsButNotForWhatIsMissingEverywhere() throws Exception {
        var unready = new PodBuilder(Samples.daemonPod("agent-1", "n1", "agent"))
                .editStatus()
                .editFirstCondition()
                .withStatus("False")
                .endCondition()
                .endStatus()
                .build();
        podsOnWorker = List.of(unready);
        daemonSet(2, 1);
        assertThat(failure(perform(Attempts.of(Action.VALIDATE_NODE))).message())
                .startsWith("pod default/agent-1 is not Ready, expected Ready");

        daemonSet(2, 0);
        assertThat(perform(Attempts.of(Action.VALIDATE_NODE))).isInstanceOf(Outcome.Succeeded.class);
    }

    @Test
    void shouldExcuseADaemonPodThatWasUnreadyBeforeAndOneThatIsDownOnHalfOfTheNodes() throws Exception {
        node(new NodeBuilder(Samples.node("n1", "v1.20.2", STARTED.plusSeconds(1)))
                .editMetadata()
                .addToAnnotations(
                        "windlass.dev/cordoned-at", STARTED.minusSeconds(120).toString())
                .endMetadata()
                .build());
        podsOnWorker = List.of(unreadySince(STARTED.minusSeconds(600)));
        daemonSet(50, 48);
        assertThat(perform(Attempts.of(Action.VALIDATE_NODE).evidenceAfter(STARTED)))
                .isInstanceOf(Outcome.Succeeded.class);

        // Since the upgrade has it, be it by an earlier start of its kubelet.
        podsOnWorker = List.of(unreadySince(STARTED.minusSeconds(60)));
        assertThat(failure(perform(Attempts.of(Action.VALIDATE_NODE).evidenceAfter(STARTED)))
                        .message())
                .startsWith("pod default/agent-1 is not Ready");
    }

    private static Pod unreadySince(Instant since) {
        return new PodBuilder(Samples.daemonPod("agent-1", "n1", "agent"))
                .editStatus()
                .editFirstCondition()
                .withStatus("False")
                .withLastTransitionTime(since.toString())
                .endCondition()
                .endStatus()
                .build();
    }

    /** The new kubelet does not take its manifests: their pods are removed, and not unready. */
    @Test
    void shouldMissTheStaticPodsOfAControlPlane() throws Exception {
        node(Samples.controlPlane("n1", "v1.20.2", STARTED.plusSeconds(1)));
        podsOnWorker = List.of();
        assertThat(failure(perform(Attempts.of(Action.VALIDATE_NODE).evidenceAfter(STARTED)))
                        .message())
                .startsWith("pod kube-system/kube-apiserver-n1 is absent, expected Ready");
    }

    @Test
    void shouldNotPassANodeThatIsShortOfDisk() throws Exception {
        node(new NodeBuilder(Samples.node("n1", "v1.20.2", STARTED.plusSeconds(1)))
                .editStatus()
                .addNewCondition()
                .withType("DiskPressure")
                .withStatus("True")
                .withMessage("kubelet has disk pressure")
                .endCondition()
                .endStatus()
                .build());
        assertThat(failure(perform(Attempts.of(Action.VALIDATE_NODE).evidenceAfter(STARTED)))
                        .message())
                .startsWith("DiskPressure of n1 is True: kubelet has disk pressure, expected False");
    }

    private void daemonSet(int desired, int available) {
        server.get(
                "/apis/apps/v1/namespaces/default/daemonsets/agent",
                () -> Map.of(
                        "kind", "DaemonSet",
                        "metadata", Map.of("namespace", "default", "name", "agent"),
                        "status", Map.of("desiredNumberScheduled", desired, "numberAvailable", available)));
    }

    @Test
    void shouldPassAControlPlaneOnceItIsRaised() throws Exception {
        controlPlane = Samples.components("m1", "v1.19.9", "3.4.13-0");
        var attempt = onControlPlane(Action.VALIDATE_CONTROL_PLANE);

        var outcome = changing(attempt, () -> {
            controlPlane = Samples.components("m1", "v1.20.2", "3.4.13-0");
            server.changed();
        });

        assertThat(outcome).isInstanceOf(Outcome.Succeeded.class);
        assertThat(attempt.notes().getFirst()).contains("image of kube-apiserver-m1 is");
    }

    private static Attempts onControlPlane(Action action) {
        var attempt = Attempts.of(action);
        return new Attempts(
                action,
                java.util.Optional.of(new dev.windlass.core.cluster.NodeName("m1")),
                attempt.version(),
                attempt.token(),
                attempt.evidenceAfter(),
                attempt.workloads(),
                attempt.kubelets(),
                attempt.policy(),
                attempt.timing(),
                attempt.notes());
    }

    @Test
    void shouldWaitForAddOnsWhereThereAreSome() throws Exception {
        assertThat(perform(Attempts.of(Action.VALIDATE_API_SERVERS))).isInstanceOf(Outcome.Succeeded.class);

        server.get("/api/v1/namespaces/kube-system/configmaps/kube-proxy", () -> Map.of("kind", "ConfigMap"));
        var attempt = Attempts.of(Action.VALIDATE_API_SERVERS);
        var outcome = changing(attempt, () -> {
            server.get("/apis/apps/v1/namespaces/kube-system/daemonsets/kube-proxy", ValidationTest::kubeProxy);
            server.changed();
        });

        assertThat(attempt.notes().getFirst()).contains("DaemonSet kube-system/kube-proxy is absent");
        assertThat(outcome).isInstanceOf(Outcome.Succeeded.class);
    }

    private static Object kubeProxy() {
        return Map.of(
                "kind", "DaemonSet",
                "metadata", Map.of("namespace", "kube-system", "name", "kube-proxy", "generation", 2),
                "spec",
                        Map.of(
                                "template",
                                Map.of(
                                        "spec",
                                        Map.of(
                                                "containers",
                                                List.of(Map.of(
                                                        "name",
                                                        "kube-proxy",
                                                        "image",
                                                        "k8s.gcr.io/kube-proxy:v1.20.2"))))),
                "status",
                        Map.of(
                                "observedGeneration", 2,
                                "desiredNumberScheduled", 2,
                                "updatedNumberScheduled", 2,
                                "numberAvailable", 2));
    }

    @Test
    void shouldWaitForWhatWasEvicted() throws Exception {
        deployment(1);
        var attempt = Attempts.of(Action.VALIDATE_WORKLOADS)
                .with(new Workload("default", "Deployment", "web", 2), new Workload("gone", "StatefulSet", "db", 1));

        var outcome = changing(attempt, () -> {
            deployment(2);
            server.changed();
        });

        assertThat(outcome).isEqualTo(Outcome.succeeded("2 evicted workloads available again"));
        assertThat(attempt.notes())
                .containsExactly("waiting: deployment/default/web is 1 available, expected 2 available");
    }

    /** Its controller's numbers are from before. */
    private void deployment(int serving) {
        server.get(
                "/api/v1/namespaces/default/pods",
                () -> Map.of(
                        "kind",
                        "PodList",
                        "items",
                        IntStream.range(0, serving)
                                .mapToObj(number -> Map.of(
                                        "kind", "Pod",
                                        "metadata", Map.of("name", "web-" + number, "namespace", "default"),
                                        "status",
                                                Map.of(
                                                        "conditions",
                                                        List.of(Map.of("type", "Ready", "status", "True")))))
                                .toList()));
        server.get(
                "/apis/apps/v1/namespaces/default/deployments/web",
                () -> Map.of(
                        "kind", "Deployment",
                        "metadata", Map.of("name", "web", "namespace", "default", "generation", 1),
                        "spec", Map.of("replicas", 2, "selector", Map.of("matchLabels", Map.of("app", "web"))),
                        "status", Map.of("observedGeneration", 1, "availableReplicas", 2)));
    }

    @ParameterizedTest
    @CsvSource({"demo-5, this upgrade", "'demo-4', 'upgrade demo-4, an earlier one'"})
    void shouldNotCloseAHopWithANodeStillCordoned(String upgrade, String words) throws Exception {
        node(new NodeBuilder(Samples.cordoned("n1", upgrade, 50))
                .editStatus()
                .editNodeInfo()
                .withKubeletVersion("v1.20.2")
                .endNodeInfo()
                .endStatus()
                .build());
        var attempt =
                Attempts.of(Action.VALIDATE_CLUSTER).kubelet("n1", "v1.20.2").kubelet("m1", "v1.20.2");

        var outcome = changing(attempt, () -> node(Samples.node("n1", "v1.20.2", Instant.now())));

        assertThat(attempt.notes())
                .containsExactly("waiting: node n1 is cordoned by " + words + ", expected schedulable");
        assertThat(outcome).isEqualTo(Outcome.succeeded("2 nodes Ready at their versions"));
    }

    @Test
    void shouldMissANodeThatWasPlannedFor() throws Exception {
        var attempt = Attempts.of(Action.VALIDATE_CLUSTER).kubelet("n2", "v1.20.2");

        var outcome = changing(attempt, () -> node(Samples.node("n2", "v1.20.2", Instant.now())));

        assertThat(attempt.notes()).containsExactly("waiting: node n2 is not there, expected a node of the cluster");
        assertThat(outcome).isInstanceOf(Outcome.Succeeded.class);
    }

    @Test
    void shouldCheckThatAHopMayBegin() throws Exception {
        configured = "v1.18.0";
        var attempt = Attempts.of(Action.CHECK_CLUSTER);

        var outcome = changing(attempt, () -> {
            configured = "v1.19.9";
            server.changed();
        });

        assertThat(attempt.notes())
                .containsExactly(
                        "waiting: version in ConfigMap kube-system/kubeadm-config is v1.18.0, expected at most one minor version below v1.20.2");
        assertThat(outcome).isInstanceOf(Outcome.Succeeded.class);
    }

    @ParameterizedTest
    @EnumSource(
            value = Action.class,
            names = {"INSPECT_CLUSTER", "CORDON", "DRAIN", "VALIDATE_NODE", "VALIDATE_CLUSTER"})
    void shouldNameAKubeconfigThatIsMissing(Action action) throws Exception {
        var failure = failure(Attempts.of(action).perform(directory.resolve("absent")));

        assertThat(failure.kind()).isEqualTo(FailureKind.CONFIGURATION);
        assertThat(failure.message()).contains("cluster demo", "absent is not there");
    }

    @Test
    void shouldStopWhenInterrupted() throws Exception {
        node(Samples.node("n1", "v1.19.9", STARTED));
        var attempt = Attempts.of(Action.VALIDATE_NODE)
                .with(new Timing(
                        Duration.ofMinutes(5), Duration.ofMinutes(5), Duration.ofSeconds(5), Duration.ofSeconds(5)));
        var executor = Executors.newSingleThreadExecutor();
        var ended = executor.submit(() -> perform(attempt));
        await().until(() -> !attempt.notes().isEmpty());

        executor.shutdownNow();

        assertThat(executor.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        assertThat(ended)
                .failsWithin(Duration.ofSeconds(1))
                .withThrowableThat()
                .withCauseInstanceOf(InterruptedException.class);
    }
}
