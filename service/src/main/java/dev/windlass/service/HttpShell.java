package dev.windlass.service;

import dev.windlass.runtime.config.HttpConfig;
import io.micronaut.context.ApplicationContext;
import io.micronaut.http.server.exceptions.HttpServerException;
import io.micronaut.runtime.server.EmbeddedServer;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;

/** The HTTP server of one service, in an application context of its own. Several may run in one process. */
public final class HttpShell implements AutoCloseable {
    private final ApplicationContext context;
    private final EmbeddedServer server;

    private HttpShell(ApplicationContext context, EmbeddedServer server) {
        this.context = context;
        this.server = server;
    }

    /**
     * Starts it.
     *
     * @param port 0 for a free one
     * @param beans what controllers ask for; a controller whose beans are not given does not exist here
     * @throws StartFailure when the port is taken, or the host has no address
     */
    public static HttpShell start(String service, HttpConfig http, int port, Object... beans) {
        // Asked before: the server would answer with a stack trace in its log and no word about the name.
        var address = new InetSocketAddress(http.host(), port);
        if (address.isUnresolved()) {
            throw new StartFailure(
                    "the %s can't listen on %s: no address is known for that name; set http.host in the configuration to a name or an address of this host"
                            .formatted(service, http.host()),
                    null);
        }
        var context = ApplicationContext.builder()
                .environments(service)
                .deduceEnvironment(false)
                .banner(false)
                .bootstrapEnvironment(false)
                .environmentPropertySource(false)
                .properties(Map.of(
                        "micronaut.application.name",
                        "windlass-" + service,
                        "micronaut.server.host",
                        http.host(),
                        "micronaut.server.port",
                        port == 0 ? -1 : port))
                .singletons(beans)
                .singletons(OwnHosts.of(address, http.host()))
                .start();
        try {
            var server = context.getBean(EmbeddedServer.class);
            server.start();
            return new HttpShell(context, server);
        } catch (HttpServerException e) {
            context.close();
            throw new StartFailure(
                    "the %s can't listen on %s:%d: %s; set another port under http in the configuration"
                            .formatted(
                                    service,
                                    http.host(),
                                    port,
                                    StartTrouble.root(e).getMessage()),
                    e);
        }
    }

    public URI uri() {
        return server.getURI();
    }

    @Override
    public void close() {
        context.close();
    }
}
