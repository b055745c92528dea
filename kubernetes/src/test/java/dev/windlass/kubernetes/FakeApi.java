package dev.windlass.kubernetes;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.Supplier;

/** An HTTP server that answers like an API server what a test tells it to, and keeps watches open. */
public final class FakeApi implements AutoCloseable {
    private final KubernetesSerialization json = new KubernetesSerialization();
    private final Map<String, Function<Request, Reply>> routes = new ConcurrentHashMap<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final List<OutputStream> watches = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;

    public record Request(String method, String path, String query, String contentType, String body) {}

    public record Reply(int code, Object body, Map<String, String> headers) {
        public static Reply ok(Object body) {
            return new Reply(200, body, Map.of());
        }

        /** A Status, as API servers refuse with. */
        public static Reply status(int code, String message) {
            return new Reply(
                    code, Map.of("kind", "Status", "apiVersion", "v1", "message", message, "code", code), Map.of());
        }

        public Reply with(String header, String value) {
            return new Reply(code, body, Map.of(header, value));
        }
    }

    public FakeApi() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** A kubeconfig for this server. */
    public Path kubeconfig(Path directory) {
        return write(directory.resolve("kubeconfig"), url());
    }

    public static Path write(Path file, String url) {
        try {
            return Files.writeString(file, """
                    apiVersion: v1
                    kind: Config
                    current-context: test
                    contexts: [{name: test, context: {cluster: test, user: test}}]
                    clusters: [{name: test, cluster: {server: "%s"}}]
                    users: [{name: test, user: {token: secret}}]
                    """.formatted(url));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    public void get(String path, Supplier<Object> object) {
        on("GET", path, request -> Reply.ok(object.get()));
    }

    /** A collection. */
    public void list(String path, Supplier<? extends List<?>> items) {
        on("GET", path, request -> Reply.ok(Map.of("kind", "List", "metadata", Map.of(), "items", items.get())));
    }

    public void on(String method, String path, Function<Request, Reply> answer) {
        routes.put(method + " " + path, answer);
    }

    public List<Request> requests(String method, String path) {
        return requests.stream()
                .filter(request ->
                        request.method().equals(method) && request.path().equals(path))
                .toList();
    }

    /** Tells every open watch that something has changed. */
    public void changed() {
        for (var watch : watches) {
            try {
                watch.write("{\"type\":\"MODIFIED\",\"object\":{}}\n".getBytes(StandardCharsets.UTF_8));
                watch.flush();
            } catch (IOException gone) {
                watches.remove(watch);
            }
        }
    }

    /** How many watches are open. */
    public int watching() {
        return watches.size();
    }

    private void handle(HttpExchange exchange) throws IOException {
        var query = exchange.getRequestURI().getQuery() == null
                ? ""
                : exchange.getRequestURI().getQuery();
        var type = exchange.getRequestHeaders().getFirst("Content-Type");
        var request = new Request(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getPath(),
                query,
                type == null ? "" : type,
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        if (query.contains("watch=true")) {
            watch(exchange);
            return;
        }
        requests.add(request);
        var answer = routes.get(request.method() + " " + request.path());
        var reply = answer == null ? Reply.status(404, "not found: " + request.path()) : answer.apply(request);
        var body = (reply.body() instanceof String text ? text : json.asJson(reply.body()))
                .getBytes(StandardCharsets.UTF_8);
        reply.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(reply.code(), body.length);
        try (var out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    private void watch(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        var out = exchange.getResponseBody();
        out.flush();
        watches.add(out);
        try {
            closed.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        exchange.close();
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
