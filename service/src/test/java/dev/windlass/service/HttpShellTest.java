package dev.windlass.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.windlass.runtime.config.HttpConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpShellTest {
    private static final Health UP = new Health(() -> new Health.Answer(true, Map.of()));

    @Test
    void shouldNameAHostThatHasNoAddress() {
        var http = new HttpConfig("nohost.invalid", 0, 0, 0);
        assertThatThrownBy(() -> HttpShell.start("planner", http, 0))
                .isInstanceOf(StartFailure.class)
                .hasMessage("the planner can't listen on nohost.invalid: no address is known for that name;"
                        + " set http.host in the configuration to a name or an address of this host");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost", "LocalHost:8480", "[::1]:8480"})
    void shouldAnswerUnderItsOwnNames(String host) throws IOException {
        try (var shell = HttpShell.start("executor", new HttpConfig("127.0.0.1", 0, 0, 0), 0, UP)) {
            assertThat(asked(shell, "/health/live", host)).startsWith("HTTP/1.1 200");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"evil.example", "evil.example:8480", "localhost.evil.example", "127.0.0.1.evil.example:80", ""})
    void shouldRefuseWhatABrowserWasMisledToSend(String host) throws IOException {
        try (var shell = HttpShell.start("executor", new HttpConfig("127.0.0.1", 0, 0, 0), 0, UP)) {
            for (var path : new String[] {"/health/live", "/nowhere"}) {
                assertThat(asked(shell, path, host))
                        .startsWith("HTTP/1.1 403")
                        .containsIgnoringCase("content-type: application/problem+json")
                        .contains("\"code\":\"foreign-host\"");
            }
        }
    }

    @Test
    void shouldAnswerUnderAnyNameWhereItListensOnTheNetwork() throws IOException {
        try (var shell = HttpShell.start("executor", new HttpConfig("0.0.0.0", 0, 0, 0), 0, UP)) {
            assertThat(asked(shell, "/health/live", "windlass.example")).startsWith("HTTP/1.1 200");
        }
    }

    /** Java's own client sets the host itself. */
    private static String asked(HttpShell shell, String path, String host) throws IOException {
        try (var socket =
                new Socket(InetAddress.getLoopbackAddress(), shell.uri().getPort())) {
            var request = "GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n".formatted(path, host);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }
}
