package dev.windlass.planner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.windlass.runtime.config.HttpConfig;
import dev.windlass.runtime.config.InvalidConfig;
import dev.windlass.runtime.config.KafkaConfig;
import dev.windlass.runtime.config.WindlassConfig;
import dev.windlass.service.StartFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WithoutBrokerTest {
    private static WindlassConfig config(Optional<String> servers) {
        return new WindlassConfig(
                Path.of("windlass.yaml"),
                new KafkaConfig(servers, 1, Map.of()),
                Path.of("data"),
                new HttpConfig("127.0.0.1", 0, 0, 0),
                List.of());
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
            assertThat(answer.body()).contains("\"code\":\"starting\"");
            assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        }
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
