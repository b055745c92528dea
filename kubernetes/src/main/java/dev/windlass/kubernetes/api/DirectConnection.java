package dev.windlass.kubernetes.api;

import io.fabric8.kubernetes.client.VersionInfo;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** HTTP to one API server with the cluster's credentials, and past its load balancer. Thread-safe for one caller at a time. */
final class DirectConnection implements KnownApiServer.Direct, AutoCloseable {
    private final String hostAndPort;
    private final Source source;
    private @Nullable Connection parent;
    private @Nullable Connection connection;

    /** Where the cluster's connection, which may change with its kubeconfig, comes from. */
    interface Source {
        Connection connection() throws ApiProblem;
    }

    DirectConnection(String hostAndPort, Source source) {
        this.hostAndPort = hostAndPort;
        this.source = source;
    }

    @Override
    public boolean isAllowed() throws ApiProblem {
        return source.connection().isEncrypted();
    }

    @Override
    public String version() throws ApiProblem, InterruptedException {
        var direct = connection(source.connection());
        var ready = direct.get("/readyz", Map.of());
        var version = direct.get("/version", Map.of());
        // Before Kubernetes 1.16 there is no /readyz.
        if (version.isOk() && (ready.isOk() || ready.code() == 404)) {
            return Optional.ofNullable(Connection.SERIALIZATION
                            .unmarshal(version.body(), VersionInfo.class)
                            .getGitVersion())
                    .orElse("unknown");
        }
        throw new ApiProblem(
                ApiProblem.Kind.BUSY, "/readyz answers " + ready.code() + ", /version answers " + version.code(), "");
    }

    private synchronized Connection connection(Connection main) {
        var direct = connection;
        if (direct == null || parent != main) {
            if (direct != null) {
                direct.close();
            }
            direct = main.toServer(hostAndPort);
            connection = direct;
            parent = main;
        }
        return direct;
    }

    @Override
    public synchronized void close() {
        if (connection != null) {
            connection.close();
            connection = null;
        }
    }
}
