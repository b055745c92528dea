package dev.windlass.kubernetes.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.windlass.clockwork.Clockwork;
import dev.windlass.core.cluster.ClusterName;
import dev.windlass.kubernetes.FakeApi;
import dev.windlass.kubernetes.FakeApi.Reply;
import dev.windlass.kubernetes.Samples;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EvictionsTest {
    private static final String PATH = "/api/v1/namespaces/default/pods/web-1/eviction";

    @TempDir
    Path directory;

    private final FakeApi server = new FakeApi();
    private ClusterClients clients;
    private ClusterApi api;

    @BeforeEach
    void connect() throws Exception {
        var name = new ClusterName("demo");
        clients = new KubeconfigClients(Map.of(name, server.kubeconfig(directory)), Clockwork.system());
        api = clients.cluster(name);
        serveVersion("v1");
    }

    @AfterEach
    void close() {
        clients.close();
        server.close();
    }

    private void serveVersion(String version) {
        server.get(
                "/api/v1",
                () -> Map.of(
                        "kind", "APIResourceList",
                        "groupVersion", "v1",
                        "resources",
                                List.of(
                                        Map.of(
                                                "name",
                                                "pods",
                                                "kind",
                                                "Pod",
                                                "namespaced",
                                                true,
                                                "verbs",
                                                List.of("get")),
                                        Map.of(
                                                "name",
                                                "pods/eviction",
                                                "kind",
                                                "Eviction",
                                                "group",
                                                "policy",
                                                "version",
                                                version,
                                                "namespaced",
                                                true,
                                                "verbs",
                                                List.of("create")))));
        server.get(
                "/apis/policy",
                () -> Map.of(
                        "kind", "APIGroup",
                        "name", "policy",
                        "versions", List.of(Map.of("groupVersion", "policy/" + version, "version", version))));
    }

    private Evictions.Result evict(Reply reply) throws Exception {
        server.on("POST", PATH, request -> reply);
        return Evictions.negotiate(api).evict(Samples.pod("web-1", "n1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1", "v1beta1"})
    void shouldSpeakTheVersionThatTheServerHas(String version) throws Exception {
        serveVersion(version);

        assertThat(evict(Reply.status(201, ""))).isEqualTo(new Evictions.Result.Accepted());

        var sent = server.requests("POST", PATH).getFirst().body();
        assertThat(sent)
                .contains("\"apiVersion\":\"policy/" + version + "\"")
                .contains("\"kind\":\"Eviction\"")
                .contains("\"preconditions\":{\"uid\":\"uid-web-1\"}");
        assertThat(Evictions.negotiate(api).budgetsPath())
                .contains("/apis/policy/" + version + "/poddisruptionbudgets");
    }

    @Test
    void shouldSayWhenTheServerHasNoEviction() {
        server.get("/api/v1", () -> Map.of("kind", "APIResourceList", "resources", List.of()));

        assertThatThrownBy(() -> Evictions.negotiate(api))
                .isInstanceOfSatisfying(
                        ApiProblem.class, problem -> assertThat(problem.kind()).isEqualTo(ApiProblem.Kind.REFUSED))
                .hasMessageContaining("no pods/eviction");
    }

    @Test
    void shouldPassOnHowLongTheServerAsksToWait() throws Exception {
        var words = "Cannot evict pod as it would violate the pod's disruption budget.";

        assertThat(evict(Reply.status(429, words).with("Retry-After", "10")))
                .isEqualTo(new Evictions.Result.Refused(Optional.of(Duration.ofSeconds(10)), words));
        assertThat(evict(Reply.status(429, words))).isEqualTo(new Evictions.Result.Refused(Optional.empty(), words));
        assertThat(server.requests("POST", PATH)).as("no hidden retry").hasSize(2);
    }

    @Test
    void shouldKnowThatTwoBudgetsAreForEver() throws Exception {
        var words = "This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.";

        assertThat(evict(Reply.status(500, words))).isEqualTo(new Evictions.Result.SeveralBudgets(words));
    }

    @Test
    void shouldTakeAPodThatIsNotThereForGone() throws Exception {
        assertThat(evict(Reply.status(404, "pods \"web-1\" not found"))).isEqualTo(new Evictions.Result.Gone());
    }

    @Test
    void shouldTakeAnotherPodUnderTheNameForGone() throws Exception {
        var words = "Precondition failed: UID in precondition: uid-web-1, UID in object meta: 77";

        assertThat(evict(Reply.status(409, words))).isEqualTo(new Evictions.Result.Gone());
    }

    @Test
    void shouldTryAgainAfterAnyOtherConflict() throws Exception {
        assertThat(evict(Reply.status(409, "the object has been modified")))
                .isEqualTo(new Evictions.Result.Refused(
                        Optional.of(Duration.ofSeconds(1)), "the object has been modified"));
    }

    @Test
    void shouldWaitForANamespaceThatIsGoing() throws Exception {
        var status = Map.of(
                "kind", "Status",
                "message", "forbidden: namespace default is terminating",
                "details", Map.of("causes", List.of(Map.of("reason", "NamespaceTerminating"))));

        assertThat(evict(new Reply(403, status, Map.of()))).isInstanceOf(Evictions.Result.Refused.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "500 | Internal error occurred: failed calling webhook \"guard.example\": connection refused",
                "422 | pods \"web-1\" is forbidden: ValidatingAdmissionPolicy 'guard' with binding 'b' denied request: no",
                "403 | admission webhook \"guard.example\" denied the request: not now",
            })
    void shouldWaitForWhatGuardsThePodAtAdmission(int code, String message) throws Exception {
        assertThat(evict(Reply.status(code, message))).isInstanceOf(Evictions.Result.Refused.class);
    }

    @Test
    void shouldNotTakeAMissingRightForAWordAboutThePod() {
        assertThatThrownBy(() -> evict(
                        Reply.status(403, "User \"x\" cannot create resource \"pods/eviction\" in API group \"\"")))
                .isInstanceOfSatisfying(
                        ApiProblem.class, problem -> assertThat(problem.kind()).isEqualTo(ApiProblem.Kind.DENIED))
                .hasMessageContaining("create pods/eviction of default/web-1")
                .hasMessageContaining("cannot create resource");
    }

    @Test
    void shouldNotJudgeThePodByAServerThatCannotAnswer() {
        assertThatThrownBy(() -> evict(Reply.status(503, "apiserver is shutting down")))
                .isInstanceOfSatisfying(
                        ApiProblem.class, problem -> assertThat(problem.kind()).isEqualTo(ApiProblem.Kind.BUSY));
    }
}
