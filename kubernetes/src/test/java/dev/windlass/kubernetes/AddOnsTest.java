package dev.windlass.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.windlass.core.procedure.Action;
import dev.windlass.core.report.Outcome;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A cluster of one control plane on which CoreDNS has no available pod. */
class AddOnsTest {
    private static final String WAITING =
            "waiting: Deployment kube-system/coredns is 2 updated, 0 available, 2 in all, expected 2 of each";

    @TempDir
    Path directory;

    private final FakeApi server = new FakeApi();
    private final List<Pod> pods =
            new ArrayList<>(Samples.components("m1", "v1.20.2", "3.4.13-0").values());

    @BeforeEach
    void serve() {
        server.list("/api/v1/namespaces/kube-system/pods", () -> List.copyOf(pods));
        server.get("/api/v1/namespaces/kube-system/configmaps/kubeadm-config", () -> Samples.kubeadmConfig("v1.20.2"));
        server.get("/version", () -> Map.of("gitVersion", "v1.20.2"));
        for (var pod : List.copyOf(pods)) {
            server.get(
                    "/api/v1/namespaces/kube-system/pods/" + pod.getMetadata().getName(), () -> pod);
        }
        server.get("/api/v1/namespaces/kube-system/configmaps/coredns", () -> Map.of("kind", "ConfigMap"));
        server.get("/apis/apps/v1/namespaces/kube-system/deployments/coredns", AddOnsTest::coreDns);
    }

    @AfterEach
    void close() {
        server.close();
    }

    private static Map<String, Object> coreDns() {
        return Map.of(
                "kind", "Deployment",
                "metadata", Map.of("namespace", "kube-system", "name", "coredns", "generation", 1),
                "spec", Map.of("replicas", 2, "selector", Map.of("matchLabels", Map.of("k8s-app", "kube-dns"))),
                "status",
                        Map.of(
                                "observedGeneration", 1,
                                "updatedReplicas", 2,
                                "availableReplicas", 0,
                                "replicas", 2));
    }

    private void controlPlane(String cordonedBy) {
        var node = new NodeBuilder(Samples.controlPlane("m1", "v1.20.2", Instant.now()));
        if (!cordonedBy.isEmpty()) {
            node.editSpec().withUnschedulable(true).endSpec();
        }
        if (!cordonedBy.isEmpty() && !cordonedBy.equals("somebody")) {
            node.editMetadata()
                    .addToAnnotations("windlass.dev/cordoned-by", cordonedBy)
                    .endMetadata();
        }
        Node made = node.build();
        server.list("/api/v1/nodes", () -> List.of(made));
        server.get("/api/v1/nodes/m1", () -> made);
        server.get(
                "/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases/m1",
                () -> Samples.lease("m1", Instant.now()));
    }

    private void pod(String state) {
        var pod = new PodBuilder(Samples.pod("coredns-" + pods.size(), "m1"));
        switch (state) {
            case "ready" -> {}
            case "unschedulable" ->
                pod.editStatus()
                        .withPhase("Pending")
                        .withConditions()
                        .addNewCondition()
                        .withType("PodScheduled")
                        .withStatus("False")
                        .withReason("Unschedulable")
                        .endCondition()
                        .endStatus();
            case "crashing" -> pod.editStatus().withConditions().endStatus();
            default -> throw new IllegalArgumentException(state);
        }
        pods.add(pod.build());
    }

    /** Whether it succeeds; otherwise it waits for CoreDNS, and is interrupted. */
    private boolean passes(Action action) throws Exception {
        var attempt = Attempts.of(action).kubelet("m1", "v1.20.2");
        var kubeconfig = server.kubeconfig(directory);
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var outcome = executor.submit(() -> attempt.perform(kubeconfig));
            await().until(() -> outcome.isDone() || attempt.notes().contains(WAITING));
            var passed = outcome.isDone() && outcome.get() instanceof Outcome.Succeeded;
            executor.shutdownNow();
            return passed;
        }
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    # cordoned by | one pod     | the other     | goes on
                    demo-4        | unschedulable | unschedulable | true
                    demo-5        | unschedulable | ready         | true
                    demo-5        | unschedulable | crashing      | false
                    demo-5        | ready         | ready         | false
                    somebody      | unschedulable | unschedulable | false
                    ''            | unschedulable | unschedulable | false
                    """, delimiter = '|')
    void shouldWaitForCoreDnsButNotForItsNodeThatWeKeepCordoned(
            String cordonedBy, String one, String other, boolean goesOn) throws Exception {
        controlPlane(cordonedBy);
        pod(one);
        pod(other);

        assertThat(passes(Action.VALIDATE_API_SERVERS)).isEqualTo(goesOn);
    }

    @Test
    void shouldMissCoreDnsAtTheEndWhenNothingIsCordonedAnyMore() throws Exception {
        controlPlane("");
        pod("unschedulable");

        assertThat(passes(Action.VALIDATE_CLUSTER)).isFalse();
    }
}
