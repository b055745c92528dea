package dev.windlass.system;

import dev.windlass.simulator.SimulatedClusterServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Planner, executor and validator from their built jars, each a process, on one broker and one simulated cluster. */
final class Services implements AutoCloseable {
    enum Service {
        PLANNER,
        EXECUTOR,
        VALIDATOR;

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        Path jar() {
            var jar = Path.of("..", text() + "-service", "target", text() + "-service.jar")
                    .toAbsolutePath()
                    .normalize();
            if (!Files.exists(jar)) {
                throw new AssertionError(jar + " is missing: build it with mvn package before this test");
            }
            return jar;
        }
    }

    private final Path directory;
    private final Map<Service, Integer> ports = new EnumMap<>(Service.class);
    private final Map<Service, Launched> running = new EnumMap<>(Service.class);

    private Services(Path directory) {
        this.directory = directory;
        for (var service : Service.values()) {
            ports.put(service, Launched.freePort());
        }
    }

    /** Starts all three and returns when each is ready. */
    static Services start(String bootstrapServers, String cluster, SimulatedClusterServer server, Path directory)
            throws IOException {
        var services = new Services(directory);
        Files.writeString(services.configuration(), services.configuration(bootstrapServers, cluster, server));
        try {
            for (var service : Service.values()) {
                services.launch(service);
            }
            for (var service : Service.values()) {
                services.awaitReady(service);
            }
            return services;
        } catch (Throwable e) {
            services.close();
            throw e;
        }
    }

    /** Starts one again after it was killed, and does not wait for it. */
    void launch(Service service) {
        running.put(
                service,
                Launched.java(
                        service.text(),
                        directory.resolve(service.text() + ".log"),
                        "-jar",
                        service.jar().toString(),
                        "--config",
                        configuration().toString()));
    }

    void awaitReady(Service service) {
        process(service).awaitReady(port(service));
    }

    void kill(Service service) {
        process(service).kill();
    }

    int port(Service service) {
        return ports.getOrDefault(service, 0);
    }

    String lastWords() {
        return running.values().stream().map(Launched::lastWords).collect(Collectors.joining("\n"));
    }

    private Launched process(Service service) {
        var process = running.get(service);
        if (process == null) {
            throw new AssertionError(service.text() + " was never started");
        }
        return process;
    }

    private Path configuration() {
        return directory.resolve("windlass.yaml");
    }

    private String configuration(String bootstrapServers, String cluster, SimulatedClusterServer server) {
        var nodes = server.nodeAddresses().stream()
                .map(node -> "      - {name: %s, host: %s, port: %d}".formatted(node.name(), node.host(), node.port()))
                .collect(Collectors.joining("\n"));
        return """
                kafka: {bootstrapServers: "%s"}
                dataDir: data
                http: {planner: %d, executor: %d, validator: %d}
                clusters:
                  - name: %s
                    kubeconfig: %s
                    ssh: {user: %s, privateKey: %s, knownHosts: %s}
                    nodes:
                %s
                """.formatted(
                        bootstrapServers,
                        port(Service.PLANNER),
                        port(Service.EXECUTOR),
                        port(Service.VALIDATOR),
                        cluster,
                        server.kubeconfig(),
                        server.sshUser(),
                        server.privateKey(),
                        server.knownHosts(),
                        nodes);
    }

    @Override
    public void close() {
        running.values().parallelStream().forEach(Launched::close);
    }
}
