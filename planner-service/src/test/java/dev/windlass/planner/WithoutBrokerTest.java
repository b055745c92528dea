package dev.windlass.planner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.windlass.runtime.config.ClusterConfig;
import dev.windlass.runtime.config.HttpConfig;
import dev.windlass.runtime.config.InvalidConfig;
import dev.windlass.runtime.config.KafkaConfig;
import dev.windlass.runtime.config.SshConfig;
import dev.windlass.runtime.config.WindlassConfig;
import dev.windlass.service.StartFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

class WithoutBrokerTest {
    private static WindlassConfig config(Optional<String> servers) {
        return new WindlassConfig(
                Path.of("windlass.yaml"),
                new KafkaConfig(servers, 1, Map.of()),
                Path.of("data"),
                new HttpConfig("127.0.0.1", 0, 0, 0),
                List.of(new ClusterConfig(
                        Samples.CLUSTER,
                        Map.of(),
                        Path.of("kubeconfig"),
                        new SshConfig("ops", Path.of("key"), Path.of("hosts"), 22, Optional.empty()),
                        List.of())));
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Test
    void shouldComeUpAndSayWhatItWaitsFor() throws Exception {
        try (var service = PlannerService.start(config(Optional.of("127.0.0.1:" + freePort())));
                var http = HttpClient.newHttpClient()) {
            assertThat(get(http, service, "/health/live").statusCode()).isEqualTo(200);
            assertThat(get(http, service, "/health/ready").statusCode()).isEqualTo(503);
            var answer = get(http, service, "/api/v1/clusters");
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body()).contains("\"code\":\"broker-unreachable\"");
            assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        }
    }

    @ParameterizedTest
    @CsvSource({"/health, 503", "/health/ready, 503", "/health/live, 200", "/health/readiness, 404"})
    void shouldSayTheSameWhereverItIsAsked(String path, int status) throws Exception {
        try (var service = PlannerService.start(config(Optional.of("127.0.0.1:" + freePort())));
                var http = HttpClient.newHttpClient()) {
            assertThat(get(http, service, path).statusCode()).isEqualTo(status);
        }
    }

    /** The bounds are far above what it takes and below a single question to a broker that is away. */
    @Test
    void shouldNotLetAnyoneWaitForABrokerThatIsAway() throws Exception {
        var servers = "127.0.0.1:" + freePort();
        var log = new ListAppender<ILoggingEvent>();
        var root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        log.start();
        root.addAppender(log);
        try (var http = HttpClient.newHttpClient()) {
            var service = PlannerService.start(config(Optional.of(servers)));
            var body = "{\"cluster\":\"bar1\",\"kind\":\"upgrade\",\"target\":\"v1.20.2\"}";
            var request = HttpRequest.newBuilder(URI.create(service.uri() + "/api/v1/requests"))
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(body))
                    .build();
            var answer = assertTimeout(Duration.ofSeconds(6), () -> http.send(request, BodyHandlers.ofString()));
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body()).contains("broker-unreachable", servers, "kafka.bootstrapServers");
            assertTimeout(Duration.ofSeconds(6), service::close);
        } finally {
            root.detachAppender(log);
        }
        assertThat(List.copyOf(log.list))
                .filteredOn(event -> event.getThrowableProxy() != null)
                .isEmpty();
    }

    private static HttpResponse<String> get(HttpClient http, PlannerService service, String path) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(service.uri() + path)).build();
        return http.send(request, BodyHandlers.ofString());
    }

    @Test
    void shouldSayThatNoBrokerIsNamed() {
        assertThatThrownBy(() -> PlannerService.start(config(Optional.empty())))
                .isInstanceOf(InvalidConfig.class)
                .hasMessageContaining("kafka.bootstrapServers");
    }

    @Test
    void shouldSayThatItsPortIsTaken() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var config = config(Optional.of("127.0.0.1:" + freePort()));
            assertThatThrownBy(() -> PlannerService.start(config, taken.getLocalPort()))
                    .isInstanceOf(StartFailure.class)
                    .hasMessageContaining(String.valueOf(taken.getLocalPort()));
        }
    }
}
