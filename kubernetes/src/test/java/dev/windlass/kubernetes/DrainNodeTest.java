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
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DrainNodeTest {
    private static final String NODE = "/api/v1/nodes/n1";

    @TempDir
    Path directory;

    private final FakeApi server = new FakeApi();
    private final Map<String, Pod> pods = new ConcurrentHashMap<>();
    private volatile Node node = Samples.cordoned("n1", "demo-5", 50);
    private volatile int allowed = 100;

    @BeforeEach
    void serve() {
        server.on("GET", NODE, request -> Reply.ok(node));
        server.on("PATCH", NODE, request -> {
            node = merged(node, request.body());
            return Reply.ok(node);
        });
        server.list("/api/v1/pods", () -> List.copyOf(pods.values()));
        server.get(
                "/api/v1",
                () -> Map.of(
                        "kind",
                        "APIResourceList",
                        "resources",
                        List.of(Map.of(
                                "name", "pods/eviction", "kind", "Eviction", "group", "policy", "version", "v1"))));
        server.get(
                "/apis/policy",
                () -> Map.of(
                        "kind", "APIGroup", "versions", List.of(Map.of("groupVersion", "policy/v1", "version", "v1"))));
        server.list("/apis/policy/v1/poddisruptionbudgets", () -> List.of(budget("web")));
        server.get(
                "/apis/apps/v1/namespaces/default/replicasets/web-1",
                () -> Map.of(
                        "kind",
                        "ReplicaSet",
                        "metadata",
                        Map.of(
                                "name",
                                "web-1",
                                "ownerReferences",
                                List.of(Map.of(
                                        "kind",
                                        "Deployment",
                                        "name",
                                        "web",
                                        "controller",
                                        true,
                                        "uid",
                                        "d",
                                        "apiVersion",
                                        "apps/v1")))));
        server.get(
                "/apis/apps/v1/namespaces/default/deployments/web",
                () -> Map.of(
                        "kind", "Deployment",
                        "metadata", Map.of("name", "web", "generation", 1),
                        "spec", Map.of("replicas", 2),
                        "status", Map.of("observedGeneration", 1, "availableReplicas", 2)));
    }

    @AfterEach
    void close() {
        server.close();
    }

    private Map<String, Object> budget(String name) {
        return Map.of(
                "kind", "PodDisruptionBudget",
                "apiVersion", "policy/v1",
                "metadata", Map.of("namespace", "default", "name", name),
                "spec", Map.of("selector", Map.of("matchLabels", Map.of("app", "web"))),
                "status", Map.of("desiredHealthy", 2, "currentHealthy", 2, "disruptionsAllowed", allowed));
    }

    private void pod(Pod pod) {
        var name = pod.getMetadata().getName();
        pods.put(name, pod);
        server.on("POST", "/api/v1/namespaces/default/pods/" + name + "/eviction", request -> evict(name));
    }

    private Reply evict(String name) {
        if (allowed <= 0) {
            return Reply.status(429, "Cannot evict pod as it would violate the pod's disruption budget.");
        }
        pods.computeIfPresent(
                name,
                (key, pod) -> new PodBuilder(pod)
                        .editMetadata()
                        .withDeletionTimestamp("2026-03-01T10:00:00Z")
                        .endMetadata()
                        .build());
        server.changed();
        return Reply.status(201, "");
    }

    private void gone(String name) {
        pods.remove(name);
        server.changed();
    }

    private static Failure failure(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Failed.class);
        return ((Outcome.Failed) outcome).failure();
    }

    private static Node merged(Node node, String patch) {
        var annotations =
                Serialization.unmarshal(patch, Node.class).getMetadata().getAnnotations();
        var all = new HashMap<>(node.getMetadata().getAnnotations());
        all.putAll(annotations);
        return new io.fabric8.kubernetes.api.model.NodeBuilder(node)
                .editMetadata()
                .withAnnotations(all)
                .endMetadata()
                .build();
    }

    /** Each pod is gone as soon as it was evicted. */
    private void evictAtOnce(String... names) {
        for (var name : names) {
            server.on("POST", "/api/v1/namespaces/default/pods/" + name + "/eviction", request -> {
                var reply = evict(name);
                if (reply.code() == 201) {
                    gone(name);
                }
                return reply;
            });
        }
    }

    @Test
    void shouldEvictAndSayWhatItTookAway() throws Exception {
        pod(Samples.pod("web-1", "n1"));
        pod(Samples.pod("web-2", "n1"));
        evictAtOnce("web-1", "web-2");
        pods.put("etcd-n1", Samples.mirrorPod("etcd", "n1", "3.4.13-0"));

        var outcome = Attempts.of(Action.DRAIN).perform(server.kubeconfig(directory));

        assertThat(outcome).isInstanceOfSatisfying(Outcome.Succeeded.class, done -> {
            assertThat(done.summary()).startsWith("2 pods gone");
            assertThat(done.finding())
                    .isEqualTo(new Finding.Drained(List.of(new Workload("default", "Deployment", "web", 2))));
        });
        assertThat(pods).containsOnlyKeys("etcd-n1");
    }

    /** Its ReplicaSet makes another one, which the scheduler puts on the cordoned node again, and so on. */
    @Test
    void shouldLeaveAPodThatComesBackBecauseItToleratesTheCordon() throws Exception {
        var tolerating = new PodBuilder(Samples.pod("operator-1", "n1"))
                .editSpec()
                .addNewToleration()
                .withOperator("Exists")
                .endToleration()
                .endSpec()
                .build();
        pods.put("operator-1", tolerating);
        server.on("POST", "/api/v1/namespaces/default/pods/operator-1/eviction", request -> {
            pods.remove("operator-1");
            pods.put(
                    "operator-2",
                    new PodBuilder(tolerating)
                            .editMetadata()
                            .withName("operator-2")
                            .withUid("uid-operator-2")
                            .endMetadata()
                            .build());
            server.changed();
            return Reply.status(201, "");
        });

        assertThat(Attempts.of(Action.DRAIN).perform(server.kubeconfig(directory)))
                .isInstanceOf(Outcome.Succeeded.class);
        assertThat(pods).containsOnlyKeys("operator-2");
    }

    @Test
    void shouldRememberWhatAnotherAttemptTookAway() throws Exception {
        node = merged(
                node,
                "{\"metadata\":{\"annotations\":{\"windlass.dev/drained-workloads\":\"demo-5 Deployment/default/web=2\"}}}");

        var outcome = Attempts.of(Action.DRAIN).perform(server.kubeconfig(directory));

        assertThat(((Outcome.Succeeded) outcome).finding())
                .isEqualTo(new Finding.Drained(List.of(new Workload("default", "Deployment", "web", 2))));
    }

    @Test
    void shouldNameTheBudgetThatBlocksAndGoOnWhenItClears() throws Exception {
        allowed = 0;
        pod(Samples.pod("web-1", "n1"));
        evictAtOnce("web-1");
        // A poll that would come too late: only the watch can make this fast.
        var timing =
                new Timing(Duration.ofMinutes(5), Duration.ofMinutes(5), Duration.ofSeconds(1), Duration.ofSeconds(1));
        var attempt = Attempts.of(Action.DRAIN).with(timing);

        var outcome = start(attempt, () -> {
            allowed = 1;
            server.changed();
        });

        assertThat(attempt.notes().getFirst())
                .isEqualTo(
                        "0 of 1 pods gone; waiting for PodDisruptionBudget default/web: needs 2 healthy, has 2, so default/web-1 may not be evicted");
        assertThat(outcome).isInstanceOf(Outcome.Succeeded.class);
    }

    @Test
    void shouldListWhatIsLeftAtTheDeadline() throws Exception {
        allowed = 0;
        pod(Samples.pod("web-1", "n1"));

        var failure = failure(Attempts.of(Action.DRAIN)
                .with(Attempts.policy(Duration.ofSeconds(1), Duration.ZERO))
                .perform(server.kubeconfig(directory)));

        assertThat(failure.kind()).isEqualTo(FailureKind.DRAIN_BLOCKED);
        assertThat(failure.message())
                .isEqualTo(
                        "node n1 was not drained within 1 s: default/web-1 (PodDisruptionBudget default/web: needs 2 healthy, has 2)");
    }

    @Test
    void shouldEvictNothingWhenOnePodMayNotGo() throws Exception {
        pod(Samples.pod("web-1", "n1"));
        pod(new PodBuilder(Samples.pod("alone", "n1"))
                .editMetadata()
                .withOwnerReferences()
                .endMetadata()
                .build());

        var failure = failure(Attempts.of(Action.DRAIN).perform(server.kubeconfig(directory)));

        assertThat(failure.kind()).isEqualTo(FailureKind.DRAIN_BLOCKED);
        assertThat(failure.message()).contains("default/alone (no controller would create it again)");
        assertThat(server.requests("POST", "/api/v1/namespaces/default/pods/web-1/eviction"))
                .isEmpty();
    }

    @Test
    void shouldNameBothBudgetsOfAPod() throws Exception {
        pod(Samples.pod("web-1", "n1"));
        server.list("/apis/policy/v1/poddisruptionbudgets", () -> List.of(budget("web"), budget("all")));
        server.on(
                "POST",
                "/api/v1/namespaces/default/pods/web-1/eviction",
                request -> Reply.status(
                        500,
                        "This pod has more than one PodDisruptionBudget, which the eviction subresource does not support."));

        var failure = failure(Attempts.of(Action.DRAIN).perform(server.kubeconfig(directory)));

        assertThat(failure.kind()).isEqualTo(FailureKind.DRAIN_BLOCKED);
        assertThat(failure.message()).contains("default/web-1", "default/web and default/all");
    }

    @Test
    void shouldGoOnAfterAnApiServerThatRestarts() throws Exception {
        pod(Samples.pod("web-1", "n1"));
        var path = "/api/v1/namespaces/default/pods/web-1/eviction";
        server.on("POST", path, request -> {
            evictAtOnce("web-1");
            return Reply.status(503, "apiserver is shutting down");
        });

        assertThat(Attempts.of(Action.DRAIN).perform(server.kubeconfig(directory)))
                .isInstanceOf(Outcome.Succeeded.class);
        assertThat(server.requests("POST", path)).hasSize(2);
    }

    @Test
    void shouldStopWhenAHigherTokenTookOver() throws Exception {
        allowed = 0;
        pod(Samples.pod("web-1", "n1"));
        var attempt = Attempts.of(Action.DRAIN);
        var outcome = start(attempt, () -> {
            node = Samples.cordoned("n1", "demo-5", 51);
            allowed = 1;
            server.changed();
        });

        assertThat(failure(outcome).kind()).isEqualTo(FailureKind.FENCED);
        assertThat(failure(outcome).message()).contains("token 51");
        assertThat(pods).containsKey("web-1");
    }

    @Test
    void shouldStopWhenSomeoneUncordonedTheNode() throws Exception {
        allowed = 0;
        pod(Samples.pod("web-1", "n1"));
        var outcome = start(Attempts.of(Action.DRAIN), () -> {
            node = Samples.node("n1", "v1.19.9", Instant.EPOCH);
            allowed = 1;
            server.changed();
        });

        assertThat(failure(outcome).kind()).isEqualTo(FailureKind.FENCED);
        assertThat(failure(outcome).message()).contains("someone uncordoned it");
    }

    /** Performs, and once it was refused an eviction and watches, does what is given. */
    private Outcome start(Attempts attempt, Runnable then) throws Exception {
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var outcome = executor.submit(() -> attempt.perform(server.kubeconfig(directory)));
            await().until(() -> !attempt.notes().isEmpty() && server.watching() >= 2);
            then.run();
            return outcome.get(10, TimeUnit.SECONDS);
        }
    }
}
