package dev.windlass.runtime.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.windlass.core.cluster.ClusterName;
import dev.windlass.runtime.Requests;
import dev.windlass.runtime.codec.Codecs;
import dev.windlass.runtime.config.KafkaConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("NullAway.Init")
class SchemaRegistrationTest {
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final AtomicInteger ids = new AtomicInteger(700);
    private HttpServer registry;
    private int status = 200;

    @BeforeEach
    void startRegistry() throws IOException {
        registry = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        registry.createContext("/api/", exchange -> {
            asked.add(exchange.getRequestURI().getPath() + " "
                    + exchange.getRequestHeaders().getFirst("Authorization"));
            var body = ("{\"id\": " + ids.incrementAndGet() + "}").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        registry.start();
    }

    @AfterEach
    void stopRegistry() {
        registry.stop(0);
    }

    @Test
    void shouldWriteTheIdsThatTheRegistryGives() throws Exception {
        var codecs = SchemaRegistration.codecs(
                config(Map.of("schema.registry.url", address(), "basic.auth.user.info", "me:secret")));
        // Every released version of every subject: three have a second one and a third.
        assertThat(asked).hasSize(12).allMatch(line -> line.endsWith(" Basic bWU6c2VjcmV0"));
        assertThat(asked.getFirst()).startsWith("/api/subjects/windlass.requests-value/versions");
        var request = Requests.steer(new ClusterName("a"), "r");
        assertThat(ByteBuffer.wrap(codecs.requests().encode(request), 1, 4).getInt())
                .isEqualTo(701);
        assertThat(codecs.requests().decode(Codecs.FIXED.requests().encode(request)))
                .isEqualTo(request);
    }

    @Test
    void shouldNeedNoRegistry() {
        assertThat(SchemaRegistration.codecs(config(Map.of()))).isSameAs(Codecs.FIXED);
    }

    @Test
    void shouldSayWhatTheRegistryAnswered() {
        status = 409;
        var refused = config(Map.of("schema.registry.url", address()));
        assertThatThrownBy(() -> SchemaRegistration.codecs(refused))
                .isInstanceOf(SchemaRegistryFailure.class)
                .hasMessageContaining(address())
                .hasMessageContaining("409");
        var wrong = config(Map.of("schema.registry.url", "registry:8081"));
        assertThatThrownBy(() -> SchemaRegistration.codecs(wrong)).hasMessageContaining("http://");
    }

    private String address() {
        return "http://127.0.0.1:%d/api".formatted(registry.getAddress().getPort());
    }

    private static KafkaConfig config(Map<String, String> properties) {
        return new KafkaConfig(Optional.empty(), 8, properties);
    }
}
