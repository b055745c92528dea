package dev.windlass.planner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.windlass.broker.EmbeddedBroker;
import dev.windlass.core.event.Assignment;
import dev.windlass.core.procedure.Action;
import dev.windlass.core.report.Outcome;
import dev.windlass.runtime.config.ClusterConfig;
import dev.windlass.runtime.config.HttpConfig;
import dev.windlass.runtime.config.KafkaConfig;
import dev.windlass.runtime.config.SshConfig;
import dev.windlass.runtime.config.WindlassConfig;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The API of a real planner on a real broker; only the executor and the validator are pretended. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@SuppressWarnings("NullAway.Init")
class PlannerServiceTest {
    private static final int PARTITIONS = 3;
    private static final String BAR1 = "/api/v1/clusters/bar1";

    private EmbeddedBroker broker;
    private PlannerService service;
    private HttpClient http;

    @TempDir
    static Path directory;

    @BeforeAll
    void start() {
        broker = EmbeddedBroker.start(directory.resolve("broker"), 0);
        service = PlannerService.start(config(broker.bootstrapServers()), 0);
        http = HttpClient.newHttpClient();
        await().atMost(Duration.ofSeconds(30)).until(() -> get("/health/ready").statusCode() == 200);
    }

    @AfterAll
    void stop() {
        http.shutdownNow();
        service.close();
        broker.close();
    }

    private static WindlassConfig config(String servers) {
        var ssh = new SshConfig("ops", directory.resolve("key"), directory.resolve("hosts"), 22, Optional.empty());
        return new WindlassConfig(
                directory.resolve("windlass.yaml"),
                new KafkaConfig(Optional.of(servers), PARTITIONS, Map.of()),
                directory,
                new HttpConfig("127.0.0.1", 0, 0, 0),
                List.of(new ClusterConfig(
                        Samples.CLUSTER, Map.of("env", "test"), directory.resolve("kubeconfig"), ssh, List.of())));
    }

    @Test
    @Order(1)
    void shouldListConfiguredClusters() throws Exception {
        var answer = json(get("/api/v1/clusters"));
        assertThat(answer.path("clusters").path(0).path("cluster").stringValue(""))
                .isEqualTo("bar1");
        assertThat(answer.path("clusters").path(0).path("status").stringValue(""))
                .isEqualTo("none");
        assertThat(answer.path("clusters").path(0).path("labels").path("env").stringValue(""))
                .isEqualTo("test");
    }

    @Test
    @Order(1)
    void shouldSayThatItIsReady() throws Exception {
        assertThat(get("/health/live").statusCode()).isEqualTo(200);
        var ready = json(get("/health/ready"));
        assertThat(ready.path("status").stringValue("")).isEqualTo("up");
        assertThat(ready.path("partitions").stringValue("")).isEqualTo("[0, 1, 2]");
    }

    @Test
    @Order(1)
    void shouldNameTheKnownClustersToWhoAsksForAnother() throws Exception {
        for (var path :
                List.of("/api/v1/clusters/bar2", "/api/v1/clusters/bar2/plan", "/api/v1/clusters/bar2/events")) {
            var problem = problem(get(path), 404);
            assertThat(problem.path("code").stringValue("")).isEqualTo("unknown-cluster");
            assertThat(problem.path("detail").stringValue(""))
                    .contains("'bar2'")
                    .contains("bar1");
        }
        var body = "{\"cluster\":\"bar2\",\"kind\":\"upgrade\",\"target\":\"v1.20.2\"}";
        assertThat(problem(post(body), 404).path("detail").stringValue("")).contains("bar1");
    }

    @Test
    @Order(1)
    void shouldSayWhatIsWrongWithARequest() throws Exception {
        assertThat(detailOf("{")).contains("not JSON");
        assertThat(detailOf("[]")).contains("object");
        assertThat(detailOf("{}")).contains("kind is missing");
        assertThat(detailOf("{\"kind\":\"raise\"}")).contains("'raise'").contains("rollback");
        assertThat(detailOf("{\"kind\":\"upgrade\",\"cluster\":\"bar1\",\"target\":\"v1.20\"}"))
                .contains("'v1.20' is not a Kubernetes version");
        assertThat(detailOf("{\"kind\":\"upgrade\",\"cluster\":\"B;ar\",\"target\":\"v1.20.2\"}"))
                .contains("cluster name");
        assertThat(detailOf("{\"kind\":\"pause\",\"cluster\":\"bar1\"}")).contains("reason is missing");
        assertThat(detailOf("{\"kind\":\"pause\",\"cluster\":\"bar1\",\"raeson\":\"x\"}"))
                .contains("'raeson'");
        assertThat(detailOf("{\"kind\":\"upgrade\",\"cluster\":\"bar1\",\"target\":\"v1.20.2\",\"policy\":{"
                        + "\"drainDeadlineSeconds\":0}}"))
                .contains("drain deadline");
        assertThat(detailOf("{\"kind\":\"upgrade\",\"cluster\":\"bar1\",\"target\":\"v1.20.2\",\"planDigest\":\"x\"}"))
                .contains("plan digest");
    }

    @Test
    @Order(1)
    void shouldAnswerInOneFormWhateverIsWrong() throws Exception {
        assertThat(problem(get("/nowhere"), 404).path("hint").stringValue("")).contains("/api/v1");
        problem(get("/api/v1/requests"), 405);
        problem(get(BAR1 + "/plan"), 404);
        problem(get(BAR1 + "/events?after=nonsense"), 400);
        problem(get(BAR1 + "/events?after=99-1"), 400);
        problem(get(BAR1 + "/events?limit=0"), 400);
    }

    @Test
    @Order(1)
    void shouldServeTheSchemasAsARegistryDoes() throws Exception {
        var subjects = JsonMapper.shared().readTree(get("/subjects").body());
        assertThat(subjects.toString()).contains("windlass.events-value");
        var newest = json(get("/subjects/windlass.events-value/versions/latest"));
        var byId = json(get("/schemas/ids/" + newest.path("id").asInt()));
        assertThat(byId.path("schema").stringValue("")).contains("EventRecord");
        assertThat(get("/schemas/ids/1").statusCode()).isEqualTo(404);
        assertThat(get("/subjects/other/versions").statusCode()).isEqualTo(404);
    }

    @Test
    @Order(2)
    void shouldRefuseToSteerWhatIsNotThere() throws Exception {
        var posted = accepted("{\"id\":\"steer-1\",\"cluster\":\"bar1\",\"kind\":\"pause\",\"reason\":\"x\"}");
        var events = stream("?after=" + posted.path("cursor").stringValue(""), Optional.empty(), 1);
        assertThat(events.getFirst().json().path("type").stringValue("")).isEqualTo("RequestRefused");
        assertThat(events.getFirst().json().path("request").stringValue("")).isEqualTo("steer-1");
    }

    @Test
    @Order(3)
    void shouldPlan() throws Exception {
        try (var actors = actors(assignment -> Optional.of(Actors.success(assignment)))) {
            accepted("{\"cluster\":\"bar1\",\"kind\":\"plan\",\"target\":\"v1.20.2\",\"reason\":\"x\"}");
            await().atMost(Duration.ofSeconds(20)).until(() -> status().equals("planned"));
        }
        var plan = json(get(BAR1 + "/plan"));
        assertThat(plan.path("digest").stringValue(""))
                .isEqualTo(Samples.plan().digest().text());
        assertThat(plan.path("steps").size()).isEqualTo(Samples.plan().steps().size());
        assertThat(plan.path("hops").path(0).path("revisions").path("bar1-w1").stringValue(""))
                .isEqualTo("1.20.2-1.1");
    }

    @Test
    @Order(4)
    void shouldTellWhatAnUpgradeWaitsForAndThenItsEnd() throws Exception {
        var drained = new CompletableFuture<Boolean>();
        try (var actors = actors(assignment -> outcome(assignment, drained))) {
            accepted(
                    "{\"id\":\"up-1\",\"cluster\":\"bar1\",\"kind\":\"upgrade\",\"target\":\"v1.20.2\",\"reason\":\"x\"}");
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> json(get(BAR1)).path("waits").toString().contains("default/web"));
            var status = json(get(BAR1));
            assertThat(status.path("status").stringValue("")).isEqualTo("running");
            assertThat(status.path("current").path(0).path("by").stringValue(""))
                    .isEqualTo("nobody");
            assertThat(status.path("nodes").path(0).path("state").stringValue(""))
                    .isEqualTo("working");
            assertThat(status.path("nodes").path(1).path("state").stringValue(""))
                    .isEqualTo("pending");
            assertThat(status.path("upgrade").path("request").stringValue("")).isEqualTo("up-1");
            cancelled();
        }
    }

    /** The first drain never ends by itself. */
    private static Optional<Outcome> outcome(Assignment assignment, CompletableFuture<Boolean> drained) {
        return assignment.step().action() == Action.DRAIN && !drained.isDone()
                ? Optional.empty()
                : Optional.of(Actors.success(assignment));
    }

    private void cancelled() throws Exception {
        var posted = accepted("{\"cluster\":\"bar1\",\"kind\":\"cancel\",\"reason\":\"x\"}");
        var cursor = posted.path("cursor").stringValue("");
        assertThat(stream("?after=" + cursor, Optional.empty(), 1)
                        .getFirst()
                        .json()
                        .path("type")
                        .stringValue(""))
                .isEqualTo("CancelRequested");
        assertThat(json(get(BAR1)).path("status").stringValue("")).isEqualTo("cancelling");
    }

    @Test
    @Order(5)
    void shouldPageAndStreamTheSameEventsOnce() throws Exception {
        var whole = page("?limit=5000");
        var count = whole.path("events").size();
        assertThat(whole.path("more").asBoolean(true)).isFalse();
        assertThat(count).isGreaterThan(20);
        var collected = new ArrayList<String>();
        var cursor = "";
        var more = true;
        while (more) {
            var page = page("?limit=7" + (cursor.isEmpty() ? "" : "&after=" + cursor));
            page.path("events").values().forEach(event -> collected.add(event.toString()));
            cursor = page.path("cursor").stringValue("");
            more = page.path("more").asBoolean(false);
        }
        assertThat(collected)
                .isEqualTo(whole.path("events").values().stream()
                        .map(JsonNode::toString)
                        .toList());
        for (var i = 0; i < count; i++) {
            assertThat(whole.path("events").path(i).path("sequence").asLong(0)).isEqualTo(i + 1);
        }
    }

    @Test
    @Order(6)
    void shouldGoOnAfterTheLastEventThatAClientSaw() throws Exception {
        var first = stream("", Optional.empty(), 4);
        var next = stream("", Optional.of(first.get(2).id()), 2);
        assertThat(next.getFirst().json()).isEqualTo(first.get(3).json());
        assertThat(next.getLast().json().path("sequence").asLong(0)).isEqualTo(5);
        var after = stream("?afterSequence=4", Optional.empty(), 1);
        assertThat(after.getFirst().json().path("sequence").asLong(0)).isEqualTo(5);
    }

    @Test
    @Order(6)
    void shouldSayAtOnceThatAStreamIsOpen() throws Exception {
        var request = to(BAR1 + "/events?after=now").header("Accept", "text/event-stream");
        var answer = http.send(request.GET().build(), BodyHandlers.ofLines());
        try (var lines = answer.body()) {
            assertThat(lines.limit(3)).containsExactly(": follows bar1", "retry: 3000", "");
        }
    }

    @Test
    @Order(7)
    void shouldKeepEverythingThroughARestart() throws Exception {
        var before = json(get(BAR1));
        var request = to(BAR1 + "/events?after=now").header("Accept", "text/event-stream");
        var open = http.send(request.GET().build(), BodyHandlers.ofLines());
        service.close();
        service.close();
        assertThat(open.body()).as("an open stream ends").contains(": follows bar1");
        service = PlannerService.start(config(broker.bootstrapServers()), 0);
        await().atMost(Duration.ofSeconds(30)).until(() -> get("/health/ready").statusCode() == 200);
        var after = json(get(BAR1));
        assertThat(after.path("upgrade")).isEqualTo(before.path("upgrade"));
    }

    /** The last: the broker does not come back. */
    @Test
    @Order(8)
    void shouldSayThatTheBrokerIsAwayAndWhatIsFromBefore() throws Exception {
        var before = json(get(BAR1));
        assertThat(before.path("stale").asBoolean(true)).isFalse();
        broker.close();
        await().atMost(Duration.ofSeconds(30))
                .until(() -> json(get(BAR1)).path("stale").asBoolean(false));
        var status = json(get(BAR1));
        assertThat(status.path("upgrade")).isEqualTo(before.path("upgrade"));
        assertThat(status.path("problem").stringValue(""))
                .contains("no Kafka broker answers at " + broker.bootstrapServers())
                .endsWith("; what it knows is from before that");
        assertThat(status.path("waits").path(0).stringValue(""))
                .isEqualTo("the planner can't go on with this cluster: "
                        + status.path("problem").stringValue(""));
        assertThat(code(get(BAR1 + "/events"))).isEqualTo("broker-unreachable");
        var stream = to(BAR1 + "/events").header("Accept", "text/event-stream").GET();
        assertThat(code(http.send(stream.build(), BodyHandlers.ofString()))).isEqualTo("broker-unreachable");
        problem(get("/api/v1/clusters/bar2/events"), 404);
    }

    private static String code(HttpResponse<String> answer) {
        return problem(answer, 503).path("code").stringValue("");
    }

    // ---- what the tests say and hear

    private record Heard(String id, JsonNode json) {}

    private Actors actors(java.util.function.Function<Assignment, Optional<Outcome>> outcomes) {
        return new Actors(broker.bootstrapServers(), PARTITIONS, outcomes);
    }

    private String status() throws Exception {
        return json(get(BAR1)).path("status").stringValue("");
    }

    private JsonNode page(String query) throws Exception {
        return json(get(BAR1 + "/events" + query));
    }

    private String detailOf(String body) throws Exception {
        return problem(post(body), 400).path("detail").stringValue("");
    }

    private JsonNode accepted(String body) throws Exception {
        var answer = post(body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return JsonMapper.shared().readTree(answer.body());
    }

    private static JsonNode problem(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        var problem = JsonMapper.shared().readTree(answer.body());
        assertThat(problem.path("status").asInt(0)).isEqualTo(status);
        assertThat(problem.path("type").stringValue("")).startsWith("urn:windlass:problem:");
        assertThat(problem.has("title")).isTrue();
        assertThat(problem.has("code")).isTrue();
        return problem;
    }

    private static JsonNode json(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JsonMapper.shared().readTree(answer.body());
    }

    private HttpResponse<String> get(String path) throws Exception {
        return http.send(to(path).GET().build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String body) throws Exception {
        var request = to("/api/v1/requests")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body));
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create(service.uri() + path)).timeout(Duration.ofSeconds(20));
    }

    /** The first so many events of a stream; every line must be one of the format's. */
    private List<Heard> stream(String query, Optional<String> lastEventId, int count) throws Exception {
        var request = to(BAR1 + "/events" + query).header("Accept", "text/event-stream");
        lastEventId.ifPresent(id -> request.header("Last-Event-ID", id));
        var answer = http.send(request.GET().build(), BodyHandlers.ofInputStream());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/event-stream");
        var reading = CompletableFuture.supplyAsync(() -> heard(answer, count));
        try {
            return reading.get(20, TimeUnit.SECONDS);
        } finally {
            answer.body().close();
        }
    }

    private static List<Heard> heard(HttpResponse<java.io.InputStream> answer, int count) {
        var heard = new ArrayList<Heard>();
        var lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
        var id = "";
        for (var line : (Iterable<String>) lines.lines()::iterator) {
            if (line.startsWith("id:")) {
                id = line.substring(3).strip();
            } else if (line.startsWith("data:") && !line.substring(5).isBlank()) {
                heard.add(new Heard(id, JsonMapper.shared().readTree(line.substring(5))));
                if (heard.size() == count) {
                    break;
                }
            }
        }
        return heard;
    }
}
