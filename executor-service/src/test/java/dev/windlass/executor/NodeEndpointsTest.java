package dev.windlass.executor;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.windlass.core.cluster.ClusterName;
import dev.windlass.core.cluster.NodeName;
import dev.windlass.core.plan.UpgradeId;
import dev.windlass.core.report.FailureKind;
import dev.windlass.core.report.Outcome;
import dev.windlass.kubernetes.KubernetesActions;
import dev.windlass.runtime.config.WindlassConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
class NodeEndpointsTest {
    private static final ClusterName CLUSTER = new ClusterName("demo");
    private static final NodeName NODE = new NodeName("k8s-n1");
    private static final UpgradeId UPGRADE = new UpgradeId("demo-2");
    private static final UpgradeId EARLIER = new UpgradeId("demo-1");

    @TempDir
    private Path folder;

    private HttpServer api;
    private KubernetesActions kubernetes;
    private NodeEndpoints endpoints;
    private volatile int code = 200;
    private volatile String address = "10.0.0.1";

    @BeforeEach
    void start() throws Exception {
        api = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        api.createContext("/api/v1/nodes/" + NODE, this::answer);
        api.start();
        Files.writeString(
                folder.resolve("kubeconfig"), """
                apiVersion: v1
                kind: Config
                current-context: it
                clusters: [{name: it, cluster: {server: "http://127.0.0.1:%d"}}]
                users: [{name: it, user: {}}]
                contexts: [{name: it, context: {cluster: it, user: it}}]
                """.formatted(api.getAddress().getPort()));
        Files.writeString(folder.resolve("windlass.yaml"), """
                kafka: {bootstrapServers: "localhost:9092"}
                clusters:
                  - name: demo
                    kubeconfig: kubeconfig
                    ssh: {user: it, privateKey: key, knownHosts: hosts}
                """);
        var config = WindlassConfig.load(folder.resolve("windlass.yaml"));
        kubernetes = new KubernetesActions(config.kubeconfigs());
        endpoints = new NodeEndpoints(config, kubernetes);
    }

    @AfterEach
    void stop() {
        kubernetes.close();
        api.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        var body = code == 200 ? """
                {"kind": "Node", "apiVersion": "v1", "metadata": {"name": "k8s-n1"},
                 "status": {"addresses": [{"type": "InternalIP", "address": "%s"}]}}
                """.formatted(address) : """
                {"kind": "Status", "apiVersion": "v1", "message": "so it is", "code": %d}
                """.formatted(code);
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(code, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private String host(UpgradeId upgrade) throws InterruptedException {
        return ((NodeEndpoints.To) endpoints.to(CLUSTER, upgrade, NODE))
                .endpoint()
                .host();
    }

    private Outcome none(UpgradeId upgrade) throws InterruptedException {
        return ((NodeEndpoints.None) endpoints.to(CLUSTER, upgrade, NODE)).outcome();
    }

    /** Another executor may have seen the new address; this one was not told. */
    @Test
    void shouldAskForTheAddressAtEveryStep() throws Exception {
        assertThat(host(UPGRADE)).isEqualTo("10.0.0.1");
        address = "10.0.0.2";
        assertThat(host(UPGRADE)).isEqualTo("10.0.0.2");
    }

    @Test
    void shouldGoByWhatItHeardInTheSameUpgradeWhileThereIsNoAnswer() throws Exception {
        assertThat(host(UPGRADE)).isEqualTo("10.0.0.1");
        code = 503;
        assertThat(host(UPGRADE)).isEqualTo("10.0.0.1");
        code = 400;
        assertThat(host(UPGRADE)).isEqualTo("10.0.0.1");
    }

    /** The node may have been built anew since, and its address be another node's. */
    @Test
    void shouldNotGoByWhatItHeardInAnEarlierUpgrade() throws Exception {
        assertThat(host(EARLIER)).isEqualTo("10.0.0.1");
        code = 503;
        assertThat(none(UPGRADE)).isInstanceOf(Outcome.Unknown.class);
    }

    @Test
    void shouldNotKnowWhereThereWasNeverAnAnswer() throws Exception {
        code = 503;
        assertThat(none(UPGRADE)).isInstanceOf(Outcome.Unknown.class);
    }

    @Test
    void shouldNotGoByTheAddressOfANodeThatIsGone() throws Exception {
        assertThat(host(UPGRADE)).isEqualTo("10.0.0.1");
        code = 404;
        assertThat(none(UPGRADE)).isInstanceOf(Outcome.Failed.class);
        code = 503;
        assertThat(none(UPGRADE)).isInstanceOf(Outcome.Unknown.class);
    }

    @Test
    void shouldFailAtOnceWhereAskingAgainDoesNotHelp() throws Exception {
        code = 400;
        assertThat(none(UPGRADE)).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
            assertThat(failed.failure().kind()).isEqualTo(FailureKind.OTHER);
            assertThat(failed.failure().message()).contains("so it is");
        });
    }

    @Test
    void shouldFailAtOnceWithoutAKubeconfig() throws Exception {
        Files.delete(folder.resolve("kubeconfig"));
        assertThat(none(UPGRADE)).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
            assertThat(failed.failure().kind()).isEqualTo(FailureKind.CONFIGURATION);
            assertThat(failed.failure().message()).contains("kubeconfig");
            assertThat(failed.failure().hint()).isNotEmpty();
        });
    }
}
