package dev.windlass.kubernetes.api;

import io.fabric8.kubernetes.client.VersionInfo;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One API server of a cluster, asked at its own address. Thread-safe.
 *
 * <p>Where nodes' addresses do not lead to them from here (behind NAT, a bastion or a firewall) it never answers, and then nothing
 * may be concluded from that. Once it has answered, silence means that it is down.
 */
public final class ApiServer implements AutoCloseable {
    /** How long an address that never answered is left alone: each try may cost a connection timeout. */
    private static final Duration LEFT_ALONE = Duration.ofMinutes(1);

    private final String hostAndPort;
    private final Source source;
    private @Nullable Connection parent;
    private @Nullable Connection connection;
    private boolean everAnswered;
    private long leftAloneUntil = System.nanoTime();

    /** Where the cluster's connection, which may change with its kubeconfig, comes from. */
    interface Source {
        Connection connection() throws ApiProblem;
    }

    /** What is known about it. */
    public sealed interface State {
        /** @param version as it says itself, such as v1.20.2 */
        record Answers(String version) implements State {}

        /** It has answered before and does not now. */
        record Silent(String problem) implements State {}

        /** It has never answered here, so it says nothing. */
        record OutOfReach() implements State {}
    }

    ApiServer(String hostAndPort, Source source) {
        this.hostAndPort = hostAndPort;
        this.source = source;
    }

    /** Asks /readyz and /version. One caller at a time. */
    public synchronized State look() throws ApiProblem, InterruptedException {
        var main = source.connection();
        if (!main.isEncrypted() || (!everAnswered && System.nanoTime() - leftAloneUntil < 0)) {
            return new State.OutOfReach();
        }
        var direct = connection(main);
        try {
            var ready = direct.get("/readyz", Map.of());
            var version = direct.get("/version", Map.of());
            // Before Kubernetes 1.16 there is no /readyz.
            if (version.isOk() && (ready.isOk() || ready.code() == 404)) {
                everAnswered = true;
                return new State.Answers(Optional.ofNullable(Connection.SERIALIZATION
                                .unmarshal(version.body(), VersionInfo.class)
                                .getGitVersion())
                        .orElse("unknown"));
            }
            return silent("/readyz answers " + ready.code() + ", /version answers " + version.code());
        } catch (ApiProblem problem) {
            return silent(problem.getMessage());
        }
    }

    private State silent(String problem) {
        if (everAnswered) {
            return new State.Silent(problem);
        }
        leftAloneUntil = System.nanoTime() + LEFT_ALONE.toNanos();
        return new State.OutOfReach();
    }

    private Connection connection(Connection main) {
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
