package dev.windlass.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.function.BiConsumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The planner's HTTP API as a script: a test says what it answers, which events there are, and when connections break. */
final class FakePlanner implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpServer server;
    private final List<JsonNode> events = new ArrayList<>();
    private final List<JsonNode> requests = new ArrayList<>();
    private final List<String> streamQueries = new ArrayList<>();
    private final Deque<Integer> cuts = new ArrayDeque<>();
    private final Map<String, Answer> answers = new TreeMap<>();
    private final Map<String, Answer> later = new TreeMap<>();
    private BiConsumer<FakePlanner, JsonNode> script = (planner, request) -> {};
    private int lostPosts;
    private int pages = Integer.MAX_VALUE;
    private boolean silent;
    private boolean closed;

    private record Answer(int status, String body) {}

    FakePlanner() {
        this(0);
    }

    FakePlanner(int port) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 50);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + port();
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** What follows from a request: usually some events. */
    FakePlanner on(BiConsumer<FakePlanner, JsonNode> whatFollows) {
        script = whatFollows;
        return this;
    }

    synchronized FakePlanner event(String json) {
        events.add(JSON.readTree(json.replace('\'', '"')));
        notifyAll();
        return this;
    }

    synchronized FakePlanner answers(String path, int status, String body) {
        answers.put(path, new Answer(status, body.replace('\'', '"')));
        return this;
    }

    FakePlanner answers(String path, String body) {
        return answers(path, 200, body);
    }

    /** From the second time that this is asked on. */
    synchronized FakePlanner answersNext(String path, String body) {
        later.put(path, new Answer(200, body.replace('\'', '"')));
        return this;
    }

    /** Streams end as soon as they have begun, as they do where no broker answers the planner. */
    synchronized FakePlanner endsStreams() {
        silent = true;
        return this;
    }

    /** After so many pages of events it answers with no more. */
    synchronized FakePlanner breaksAfterPages(int count) {
        pages = count;
        return this;
    }

    /** The next stream breaks off after so many events. */
    synchronized FakePlanner cutAfter(int count) {
        cuts.add(count);
        return this;
    }

    /** The next so many requests are taken, but the answer is lost. */
    synchronized FakePlanner losePosts(int count) {
        lostPosts = count;
        return this;
    }

    synchronized List<JsonNode> requests() {
        return List.copyOf(requests);
    }

    synchronized List<String> streamQueries() {
        return List.copyOf(streamQueries);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var path = exchange.getRequestURI().getPath();
            if (path.equals("/api/v1/requests")) {
                publish(exchange);
            } else if (path.endsWith("/events") && !known(path)) {
                if ("text/event-stream".equals(exchange.getRequestHeaders().getFirst("Accept"))) {
                    stream(exchange);
                } else {
                    page(exchange);
                }
            } else if (known(path)) {
                send(exchange, now(path));
            } else {
                send(
                        exchange,
                        404,
                        "{\"code\":\"unknown-cluster\",\"status\":404,\"title\":\"Not Found\","
                                + "\"detail\":\"there is no such cluster; the configuration has bar1\"}");
            }
        }
    }

    private synchronized boolean known(String path) {
        return answers.containsKey(path);
    }

    private synchronized Answer now(String path) {
        var now = answers.getOrDefault(path, new Answer(404, ""));
        Optional.ofNullable(later.remove(path)).ifPresent(next -> answers.put(path, next));
        return now;
    }

    private void publish(HttpExchange exchange) throws IOException {
        var request = JSON.readTree(exchange.getRequestBody().readAllBytes());
        int before;
        boolean lost;
        synchronized (this) {
            if (known("/api/v1/requests")) {
                send(exchange, now("/api/v1/requests"));
                return;
            }
            requests.add(request);
            before = events.size();
            lost = lostPosts-- > 0;
        }
        script.accept(this, request);
        if (!lost) {
            send(exchange, 202, "{\"requestId\":%s,\"cursor\":\"c%d\"}".formatted(request.path("id"), before));
        }
    }

    private void stream(HttpExchange exchange) throws IOException {
        int next;
        int left;
        boolean ends;
        synchronized (this) {
            ends = silent;
            streamQueries.add(String.valueOf(exchange.getRequestURI().getQuery()));
            next = start(exchange);
            left = cuts.isEmpty() ? Integer.MAX_VALUE : cuts.poll();
        }
        exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        if (ends) {
            return;
        }
        var out = exchange.getResponseBody();
        out.write(": follows\nretry: 3000\n\n".getBytes(StandardCharsets.UTF_8));
        out.flush();
        while (left > 0) {
            var event = take(next);
            if (event == null) {
                return;
            }
            next++;
            left--;
            out.write("id: c%d\ndata: %s\n\n".formatted(next, event).getBytes(StandardCharsets.UTF_8));
            out.flush();
        }
    }

    private synchronized @org.jspecify.annotations.Nullable JsonNode take(int index) {
        while (index >= events.size() && !closed) {
            try {
                wait();
            } catch (InterruptedException e) {
                return null;
            }
        }
        return closed ? null : events.get(index);
    }

    private int start(HttpExchange exchange) {
        var query = exchange.getRequestURI().getQuery();
        if (query != null && query.startsWith("after=c")) {
            return Integer.parseInt(query.substring(7));
        }
        if (query != null && query.startsWith("afterSequence=")) {
            var after = Long.parseLong(query.substring(14));
            return (int) events.stream()
                    .takeWhile(event -> event.path("sequence").asLong(0) <= after)
                    .count();
        }
        return 0;
    }

    /** Three to a page. */
    private synchronized void page(HttpExchange exchange) throws IOException {
        if (pages-- <= 0) {
            send(exchange, 500, "{\"code\":\"bug\",\"detail\":\"this is a bug in windlass: Test\"}");
            return;
        }
        var from = start(exchange);
        var to = Math.min(events.size(), from + 3);
        var body = JSON.createObjectNode().put("cursor", "c" + to).put("more", to < events.size());
        body.putArray("events").addAll(events.subList(from, to));
        send(exchange, 200, body.toString());
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        send(exchange, answer.status(), answer.body());
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        server.stop(0);
    }
}
