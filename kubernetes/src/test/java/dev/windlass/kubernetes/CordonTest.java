package dev.windlass.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windlass.core.procedure.Action;
import dev.windlass.core.report.FailureKind;
import dev.windlass.core.report.Outcome;
import dev.windlass.kubernetes.FakeApi.Reply;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CordonTest {
    private static final String NODE = "/api/v1/nodes/n1";
    /** Changes nothing, and is a conflict where the node was read behind. */
    private static final String CONFIRMS = "{\"metadata\":{\"annotations\":{},\"resourceVersion\":\"7\"}}";

    @TempDir
    Path directory;

    private final FakeApi server = new FakeApi();
    private Node node = Samples.node("n1", "v1.19.9", Instant.EPOCH);
    private List<Pod> pods = List.of();

    @BeforeEach
    void serve() {
        server.get(NODE, () -> node);
        server.on("PATCH", NODE, request -> Reply.ok(node));
        server.list("/api/v1/pods", () -> pods);
    }

    @AfterEach
    void close() {
        server.close();
    }

    private Outcome perform(Action action) throws InterruptedException {
        return Attempts.of(action).perform(server.kubeconfig(directory));
    }

    private List<FakeApi.Request> patches() {
        return server.requests("PATCH", NODE);
    }

    private List<FakeApi.Request> changes() {
        return patches().stream()
                .filter(patch -> !CONFIRMS.equals(patch.body()))
                .toList();
    }

    @Test
    void shouldCordonWithItsMarkInOneConditionalPatch() throws Exception {
        assertThat(perform(Action.CORDON)).isEqualTo(Outcome.succeeded("cordoned"));

        assertThat(patches()).singleElement().satisfies(patch -> {
            assertThat(patch.contentType()).startsWith("application/merge-patch+json");
            assertThat(patch.body())
                    .contains("\"resourceVersion\":\"7\"")
                    .contains("\"windlass.dev/cordoned-by\":\"demo-5\"")
                    .contains("\"windlass.dev/token\":\"50\"")
                    .contains("\"unschedulable\":true");
        });
    }

    @Test
    void shouldLookAgainAfterAConflict() throws Exception {
        var patches = new AtomicInteger();
        server.on(
                "PATCH",
                NODE,
                request -> patches.getAndIncrement() == 0
                        ? Reply.status(409, "the object has been modified")
                        : Reply.ok(node));

        assertThat(perform(Action.CORDON)).isEqualTo(Outcome.succeeded("cordoned"));
        assertThat(server.requests("GET", NODE)).hasSize(2);
    }

    @Test
    void shouldLeaveSomebodyElsesCordon() throws Exception {
        node = new NodeBuilder(node)
                .editSpec()
                .withUnschedulable(true)
                .endSpec()
                .build();

        assertThat(perform(Action.CORDON)).isInstanceOf(Outcome.Succeeded.class);
        assertThat(changes())
                .singleElement()
                .satisfies(patch -> assertThat(patch.body())
                        .contains("windlass.dev/token")
                        .doesNotContain("cordoned-by", "unschedulable"));

        assertThat(perform(Action.UNCORDON)).isEqualTo(Outcome.succeeded("left cordoned: somebody else cordoned it"));
        assertThat(changes()).hasSize(1);
    }

    @Test
    void shouldNotCordonANodeThatItMayNotDrain() throws Exception {
        pods = List.of(new PodBuilder(Samples.pod("alone", "n1"))
                .editMetadata()
                .withOwnerReferences()
                .endMetadata()
                .build());

        assertThat(perform(Action.CORDON)).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
            assertThat(failed.failure().kind()).isEqualTo(FailureKind.DRAIN_BLOCKED);
            assertThat(failed.failure().message()).contains("default/alone");
        });
        assertThat(patches()).isEmpty();
    }

    @Test
    void shouldYieldToAHigherToken() throws Exception {
        node = Samples.cordoned("n1", "demo-5", 51);

        for (var action : List.of(Action.CORDON, Action.UNCORDON, Action.DRAIN)) {
            assertThat(perform(action))
                    .isInstanceOfSatisfying(
                            Outcome.Failed.class,
                            failed -> assertThat(failed.failure().kind()).isEqualTo(FailureKind.FENCED));
        }
        assertThat(changes()).isEmpty();
        // Each first made sure that it had not read the node from before.
        assertThat(patches())
                .hasSize(3)
                .allSatisfy(patch -> assertThat(patch.body()).isEqualTo(CONFIRMS));
    }

    @Test
    void shouldUncordonAndKeepTheToken() throws Exception {
        node = Samples.cordoned("n1", "demo-5", 40);

        assertThat(perform(Action.UNCORDON)).isEqualTo(Outcome.succeeded("schedulable"));
        assertThat(patches())
                .singleElement()
                .satisfies(patch -> assertThat(patch.body())
                        .contains("\"windlass.dev/cordoned-by\":null")
                        .contains("\"windlass.dev/token\":\"50\"")
                        .contains("\"unschedulable\":null"));
    }

    @Test
    void shouldSayWhenThereIsNoSuchNode() throws Exception {
        server.on("GET", NODE, request -> Reply.status(404, "nodes \"n1\" not found"));

        assertThat(perform(Action.CORDON))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.failure().message()).isEqualTo("cluster demo has no node n1"));
    }

    @Test
    void shouldNameTheRightThatIsMissing() throws Exception {
        server.on(
                "PATCH",
                NODE,
                request -> Reply.status(403, "nodes \"n1\" is forbidden: User \"x\" cannot patch resource \"nodes\""));

        assertThat(perform(Action.CORDON)).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
            assertThat(failed.failure().kind()).isEqualTo(FailureKind.ACCESS);
            assertThat(failed.failure().message()).contains("demo", server.url(), "cannot patch resource \"nodes\"");
            assertThat(failed.failure().hint()).contains("grant that right");
        });
    }
}
