package dev.windlass.kubernetes.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.windlass.clockwork.Clockwork;
import dev.windlass.core.cluster.ClusterName;
import dev.windlass.kubernetes.FakeApi;
import dev.windlass.kubernetes.FakeApi.Reply;
import dev.windlass.kubernetes.Samples;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeList;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KubeconfigClientsTest {
    private static final ClusterName DEMO = new ClusterName("demo");

    @TempDir
    Path directory;

    private final FakeApi server = new FakeApi();

    @AfterEach
    void close() {
        server.close();
    }

    private static void assertProblem(ThrowingCallable call, ApiProblem.Kind kind, String... words) {
        assertThatThrownBy(call).isInstanceOfSatisfying(ApiProblem.class, problem -> {
            assertThat(problem.kind()).isEqualTo(kind);
            assertThat(problem.words()).contains(words);
        });
    }

    private KubeconfigClients clients(Path kubeconfig) {
        return new KubeconfigClients(Map.of(DEMO, kubeconfig), Clockwork.system());
    }

    @Test
    void shouldNameAClusterThatIsNotConfigured() {
        try (var clients = clients(directory.resolve("kubeconfig"))) {
            assertProblem(
                    () -> clients.cluster(new ClusterName("other")), ApiProblem.Kind.CONFIGURATION, "cluster other");
        }
    }

    @Test
    void shouldNameAKubeconfigThatIsMissing() {
        try (var clients = clients(directory.resolve("absent"))) {
            assertProblem(
                    () -> clients.cluster(DEMO).get(Node.class, "/api/v1/nodes/n1"),
                    ApiProblem.Kind.CONFIGURATION,
                    "cluster demo",
                    directory.resolve("absent").toString(),
                    "is not there");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                                   | is empty
            hello                                | is not a kubeconfig
            {"clusters": []}                     | has no current-context
            {"current-context": "a"}             | has no context 'a'
            {"current-context": "a", "contexts": [{"name": "a", "context": {"cluster": "b"}}]} | has no cluster 'b'
            a: [                                 | cannot be used
            {"current-context": "a", "contexts": [{"name": "a", "context": {"cluster": "b"}}], "clusters": [{"name": "b", "cluster": {"server": "https://x", "certificate-authority": "/nowhere/ca.crt"}}]} | /nowhere/ca.crt
            {"current-context": "a", "contexts": [{"name": "a", "context": {"cluster": "b"}}], "clusters": [{"name": "b", "cluster": {"server": "ftp://x"}}]} | not an http or https address
            """)
    void shouldSayWhatIsWrongWithAKubeconfig(String content, String words) throws IOException {
        var file = Files.writeString(directory.resolve("kubeconfig"), content);
        try (var clients = clients(file)) {
            assertProblem(
                    () -> clients.cluster(DEMO).get(Node.class, "/api/v1/nodes/n1"),
                    ApiProblem.Kind.CONFIGURATION,
                    words);
        }
    }

    @Test
    void shouldReadTheKubeconfigAgainWhenItChanges() throws Exception {
        var kubeconfig = server.kubeconfig(directory);
        server.get("/api/v1/nodes/n1", () -> Samples.node("n1", "v1.19.9", Instant.EPOCH));
        try (var clients = clients(kubeconfig);
                var other = new FakeApi()) {
            var api = clients.cluster(DEMO);
            assertThat(api.find(Node.class, "/api/v1/nodes/n1")).isPresent();

            FakeApi.write(kubeconfig, other.url() + "/");

            assertThat(api.find(Node.class, "/api/v1/nodes/n1")).isEmpty();
            assertThat(other.requests("GET", "/api/v1/nodes/n1")).hasSize(1);

            Files.writeString(kubeconfig, "half wri");
            assertThat(api.find(Node.class, "/api/v1/nodes/n1"))
                    .as("an unusable file changes nothing")
                    .isEmpty();
        }
    }

    @Test
    void shouldNameAServerThatDoesNotAnswer() throws Exception {
        var kubeconfig = FakeApi.write(directory.resolve("kubeconfig"), "http://127.0.0.1:" + freePort());
        try (var clients = clients(kubeconfig)) {
            assertProblem(
                    () -> clients.cluster(DEMO).get(Node.class, "/api/v1/nodes/n1"),
                    ApiProblem.Kind.UNREACHABLE,
                    "cluster demo",
                    "http://127.0.0.1:",
                    "connection refused");
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @ParameterizedTest
    @CsvSource({"403, DENIED", "409, CONFLICT", "429, BUSY", "410, BUSY", "500, BUSY", "504, BUSY", "422, REFUSED"})
    void shouldTypeProblems(int code, ApiProblem.Kind kind) {
        server.on("GET", "/api/v1/nodes/n1", request -> Reply.status(code, "the server's words"));
        try (var clients = clients(server.kubeconfig(directory))) {
            assertProblem(
                    () -> clients.cluster(DEMO).get(Node.class, "/api/v1/nodes/n1"),
                    kind,
                    "cluster demo",
                    server.url(),
                    "get /api/v1/nodes/n1",
                    "the server's words");
        }
        assertThat(server.requests("GET", "/api/v1/nodes/n1"))
                .as("no hidden retry")
                .hasSize(1);
    }

    @Test
    void shouldNotTakeAnythingForAnApiServer() {
        server.on("GET", "/api/v1/nodes/n1", request -> Reply.ok("<html>login</html>"));
        try (var clients = clients(server.kubeconfig(directory))) {
            assertProblem(
                    () -> clients.cluster(DEMO).get(Node.class, "/api/v1/nodes/n1"),
                    ApiProblem.Kind.BUSY,
                    "is not a Kubernetes API server");
        }
    }

    @Test
    void shouldListPageByPage() throws Exception {
        server.on(
                "GET",
                "/api/v1/nodes",
                request -> request.query().contains("continue=more") ? page("", "n2") : page("more", "n1"));
        try (var clients = clients(server.kubeconfig(directory))) {
            var nodes = clients.cluster(DEMO).list(NodeList.class, "/api/v1/nodes", Map.of());

            assertThat(nodes).extracting(node -> node.getMetadata().getName()).containsExactly("n1", "n2");
        }
    }

    private static Reply page(String next, String node) {
        return Reply.ok(Map.of(
                "kind", "NodeList",
                "metadata", Map.of("continue", next),
                "items", List.of(Samples.node(node, "v1.19.9", Instant.EPOCH))));
    }

    @Test
    void shouldNameCredentialsThatAreNotAccepted() {
        server.on("GET", "/api/v1/nodes/n1", request -> Reply.status(401, "Unauthorized"));
        var kubeconfig = server.kubeconfig(directory);
        try (var clients = clients(kubeconfig)) {
            assertProblem(
                    () -> clients.cluster(DEMO).get(Node.class, "/api/v1/nodes/n1"),
                    ApiProblem.Kind.DENIED,
                    "does not accept the kubeconfig's credentials",
                    "renew the credentials in " + kubeconfig);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Sun, 06 Nov 1994 08:49:37 GMT | 1994-11-06T08:49:37Z
            yesterday                     | ''
            """)
    void shouldReadTheServersClock(String header, String expected) {
        assertThat(Connection.date(header).map(Instant::toString).orElse("")).isEqualTo(expected);
    }
}
