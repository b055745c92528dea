package dev.windlass.simulator.api;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.windlass.simulator.live.LiveCluster;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The cluster's Kubernetes API on the loopback address, as its load balancer shows it: plain HTTP and a bearer token. Thread-safe. */
public final class SimulatedApi implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SimulatedApi.class);
    private static final String TOKEN = "simulated-cluster-admin";

    static {
        // Without it, every answer waits for the client's delayed acknowledgement.
        if (System.getProperty("sun.net.httpserver.nodelay") == null) {
            System.setProperty("sun.net.httpserver.nodelay", "true");
        }
    }

    private final LiveCluster cluster;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Path kubeconfig;

    /**
     * Starts to serve, and writes a kubeconfig file that leads here.
     *
     * @throws IOException when no port can be had or the file not be written
     */
    public SimulatedApi(LiveCluster cluster, Path directory) throws IOException {
        this.cluster = cluster;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
        kubeconfig = writeKubeconfig(directory.resolve("kubeconfig"));
    }

    public Path kubeconfig() {
        return kubeconfig;
    }

    /** Such as http://127.0.0.1:41234 */
    public String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private Path writeKubeconfig(Path file) throws IOException {
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return Files.writeString(file, """
                apiVersion: v1
                kind: Config
                clusters:
                - name: simulated
                  cluster:
                    server: %s
                users:
                - name: admin
                  user:
                    token: %s
                contexts:
                - name: admin@simulated
                  context:
                    cluster: simulated
                    user: admin
                current-context: admin@simulated
                """.formatted(address(), TOKEN));
    }

    private void handle(HttpExchange exchange) {
        try (exchange) {
            answer(exchange);
        } catch (IOException e) {
            LOG.debug("the client left: {}", exchange.getRequestURI(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error("the simulated API could not answer {}", exchange.getRequestURI(), e);
        }
    }

    private void answer(HttpExchange exchange) throws IOException, InterruptedException {
        try {
            var request = ApiRequest.read(exchange);
            requireToken(exchange);
            if (!request.isWatch()) {
                send(exchange, 200, cluster.with(world -> new ApiServer(world).answer(request)));
            } else if ("websocket".equalsIgnoreCase(exchange.getRequestHeaders().getFirst("Upgrade"))) {
                // No WebSocket here. An answer of 200 without an upgrade tells clients to watch by plain HTTP.
                send(exchange, 200, "");
            } else {
                var watch = Watch.begin(cluster, request);
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                exchange.sendResponseHeaders(200, 0);
                watch.stream(exchange.getResponseBody());
            }
        } catch (Refusal refusal) {
            send(exchange, refusal.code(), refusal.status());
        }
    }

    private static void requireToken(HttpExchange exchange) {
        if (!("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            throw Refusal.unauthorized();
        }
    }

    private static void send(HttpExchange exchange, int code, Object answer) throws IOException {
        var isText = answer instanceof String;
        var bytes = isText ? answer.toString().getBytes(StandardCharsets.UTF_8) : Json.bytes(answer);
        exchange.getResponseHeaders().set("Content-Type", isText ? "text/plain" : "application/json");
        exchange.sendResponseHeaders(code, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
