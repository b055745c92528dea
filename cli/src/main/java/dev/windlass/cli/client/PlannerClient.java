package dev.windlass.cli.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import tools.jackson.databind.JsonNode;

/** The calls of the planner's HTTP API, one try each. Thread-safe. */
public final class PlannerClient implements AutoCloseable {
    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(5);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(20);

    private final ServerAddress server;
    private final HttpClient http;

    public PlannerClient(ServerAddress server) {
        this.server = server;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT_WITHIN)
                .build();
    }

    public ServerAddress server() {
        return server;
    }

    public JsonNode clusters() throws Unanswered {
        return get("/api/v1/clusters");
    }

    public ClusterStatus cluster(String name) throws Unanswered {
        return ClusterStatus.of(get("/api/v1/clusters/" + ServerAddress.quoted(name)));
    }

    public PlanDocument plan(String cluster) throws Unanswered {
        return PlanDocument.of(get("/api/v1/clusters/" + ServerAddress.quoted(cluster) + "/plan"));
    }

    /** Publishes a request and returns the cursor from before it. Publishing it again under the same id asks once. */
    public Place publish(JsonNode request) throws Unanswered {
        var sent = request(HttpRequest.newBuilder(server.at("/api/v1/requests"))
                .timeout(ANSWER_WITHIN)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(request.toString())));
        return new Place.After(Json.text(read(sent), "cursor"));
    }

    /** One page of events: {@code events}, the {@code cursor} after them, and whether there are {@code more}. */
    public JsonNode page(String cluster, Place from) throws Unanswered {
        return get(eventsOf(cluster, from));
    }

    /** Opens the stream of a cluster's events, which has no end of its own. */
    public EventFeed follow(String cluster, Place from) throws Unanswered {
        var answer = request(HttpRequest.newBuilder(server.at(eventsOf(cluster, from)))
                .timeout(ANSWER_WITHIN)
                .header("Accept", "text/event-stream")
                .GET());
        if (answer.statusCode() != 200) {
            read(answer);
        }
        return new EventFeed(answer.body());
    }

    private static String eventsOf(String cluster, Place from) {
        return "/api/v1/clusters/" + ServerAddress.quoted(cluster) + "/events" + from.query();
    }

    private JsonNode get(String path) throws Unanswered {
        return read(request(HttpRequest.newBuilder(server.at(path))
                .timeout(ANSWER_WITHIN)
                .header("Accept", "application/json")
                .GET()));
    }

    private HttpResponse<InputStream> request(HttpRequest.Builder request) throws Unanswered {
        try {
            return http.send(request.build(), BodyHandlers.ofInputStream());
        } catch (IOException e) {
            var connected = !(e instanceof ConnectException || e instanceof HttpConnectTimeoutException);
            throw new Unanswered(words(e), "", connected);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unanswered("interrupted");
        }
    }

    private JsonNode read(HttpResponse<InputStream> answer) throws Unanswered {
        var body = text(answer);
        var status = answer.statusCode();
        if (status >= 200 && status < 300) {
            return Json.parse(body).orElseThrow(() -> Problem.notWindlass(server, status, body));
        }
        var problem = Problem.of(status, body);
        if (Problem.passing(status)) {
            throw problem.map(Problem::unanswered).orElseGet(() -> Problem.fromProxy(status));
        }
        throw problem.map(Problem::failure).orElseGet(() -> Problem.notWindlass(server, status, body));
    }

    private static String text(HttpResponse<InputStream> answer) throws Unanswered {
        try (var body = answer.body()) {
            return new String(body.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new Unanswered(words(e));
        }
    }

    private static String words(IOException failure) {
        if (failure instanceof HttpConnectTimeoutException || failure instanceof HttpTimeoutException) {
            return "no answer in time";
        }
        if (failure instanceof ConnectException) {
            return failure.getCause() instanceof ConnectException nested
                            && nested.getCause() instanceof UnresolvedAddressException
                    ? "the host's name is not known"
                    : "the connection is refused";
        }
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
