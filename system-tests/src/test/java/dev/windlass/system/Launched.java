package dev.windlass.system;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A java process that a test started. What it says goes to a log file, which a failure shows. */
final class Launched implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(2);

    private final String name;
    private final Process process;
    private final Path log;

    private Launched(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
    }

    /** Starts the JDK that runs this test, with these arguments. */
    static Launched java(String name, Path log, String... arguments) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--sun-misc-unsafe-memory-access=allow",
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m"));
        command.addAll(List.of(arguments));
        try {
            var process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            return new Launched(name, process, log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns when something listens on that port of this host. */
    Launched awaitListening(int port) {
        await(name + " listens").atMost(START).until(() -> alive() && listens(port));
        return this;
    }

    /** Returns when the service says that it is ready. */
    Launched awaitReady(int port) {
        var ready = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health/ready"))
                .timeout(Duration.ofSeconds(5))
                .build();
        try (var http = HttpClient.newHttpClient()) {
            await(name + " is ready")
                    .atMost(START)
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> {
                        try {
                            return alive()
                                    && http.send(ready, BodyHandlers.discarding())
                                                    .statusCode()
                                            == 200;
                        } catch (IOException e) {
                            return false;
                        }
                    });
        }
        return this;
    }

    /** As {@code kill -9} does: nothing is handed over. Returns when it is gone. */
    void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /** As {@code kill} does, and {@code kill -9} after a while. */
    @Override
    public void close() {
        process.destroy();
        process.onExit().completeOnTimeout(process, 20, TimeUnit.SECONDS).join();
        kill();
    }

    /** The log's end, for the message of a failure. */
    String lastWords() {
        try {
            var lines = Files.readAllLines(log);
            return "--- " + name + "\n"
                    + String.join("\n", lines.subList(Math.max(0, lines.size() - 15), lines.size()));
        } catch (IOException e) {
            return "--- " + name + " has no log: " + e.getMessage();
        }
    }

    static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean alive() {
        if (!process.isAlive()) {
            throw new AssertionError(name + " ended with exit code " + process.exitValue() + "\n" + lastWords());
        }
        return true;
    }

    private static boolean listens(int port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
