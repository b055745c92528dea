package dev.windlass.kubernetes.api;

import dev.windlass.clockwork.Clockwork;
import dev.windlass.core.cluster.ClusterName;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * One cluster's Kubernetes API over HTTP. Thread-safe.
 *
 * <p>Every read is a plain GET or LIST without resourceVersion, which the API server answers from etcd: what comes back is not older
 * than the question.
 */
final class HttpClusterApi implements ClusterApi {
    private static final int PAGE = 500;

    private final Kubeconfig kubeconfig;
    private final Clockwork clockwork;
    private final ConcurrentSkipListMap<String, Direct> servers = new ConcurrentSkipListMap<>();
    private @Nullable Connection connection;
    private Kubeconfig.@Nullable Stamp stamp;
    private volatile Duration ahead = Duration.ZERO;

    private record Direct(DirectConnection connection, ApiServer server) {}

    HttpClusterApi(Kubeconfig kubeconfig, Clockwork clockwork) {
        this.kubeconfig = kubeconfig;
        this.clockwork = clockwork;
    }

    @Override
    public ClusterName name() {
        return kubeconfig.cluster();
    }

    @Override
    public Instant serverTime() {
        return clockwork.instant().plus(ahead);
    }

    @Override
    public <T> Optional<T> find(Class<T> type, String path) throws ApiProblem, InterruptedException {
        var connected = connection();
        var answer = noting(connected.get(path, Map.of()));
        return answer.code() == 404
                ? Optional.empty()
                : Optional.of(read(connected, type, checked(connected, "get " + path, answer)));
    }

    @Override
    public <T> T get(Class<T> type, String path) throws ApiProblem, InterruptedException {
        var connected = connection();
        return read(connected, type, checked(connected, "get " + path, noting(connected.get(path, Map.of()))));
    }

    /** Page by page. */
    @Override
    public <T extends HasMetadata, L extends KubernetesResourceList<T>> List<T> list(
            Class<L> type, String path, Map<String, String> query) throws ApiProblem, InterruptedException {
        var items = new ArrayList<T>();
        var page = new LinkedHashMap<>(query);
        page.put("limit", String.valueOf(PAGE));
        while (true) {
            var connected = connection();
            var answer = checked(connected, "list " + path, noting(connected.get(path, page)));
            var list = read(connected, type, answer);
            items.addAll(list.getItems() == null ? List.of() : list.getItems());
            var next = list.getMetadata() == null ? null : list.getMetadata().getContinue();
            if (next == null || next.isEmpty()) {
                return items;
            }
            page.put("continue", next);
        }
    }

    @Override
    public void patch(String path, Map<String, ?> patch) throws ApiProblem, InterruptedException {
        var connected = connection();
        var body = Connection.SERIALIZATION.asJson(patch);
        var answer = connected.send("PATCH", path, Map.of(), "application/merge-patch+json", body);
        checked(connected, "patch " + path, noting(answer));
    }

    @Override
    public Answer post(String path, Map<String, ?> body) throws ApiProblem, InterruptedException {
        var connected = connection();
        return noting(connected.send("POST", path, Map.of(), "application/json", Connection.SERIALIZATION.asJson(body)))
                .answer();
    }

    @Override
    public ApiProblem problem(String asked, Answer answer) {
        try {
            return answering(connection()).problem(asked, answer);
        } catch (ApiProblem unusable) {
            return unusable;
        }
    }

    @Override
    public Wakeups wakeups() {
        return new HttpWakeups(this::connection, clockwork);
    }

    @Override
    public ApiServer server(String hostAndPort) {
        return servers.computeIfAbsent(hostAndPort, this::direct).server();
    }

    private Direct direct(String hostAndPort) {
        var direct = new DirectConnection(hostAndPort, this::connection);
        return new Direct(direct, new KnownApiServer(direct, clockwork));
    }

    /** The connection that the kubeconfig asks for now. A file that was replaced by an unusable one changes nothing. */
    private synchronized Connection connection() throws ApiProblem {
        var former = connection;
        try {
            var now = kubeconfig.stamp();
            if (former != null && now.equals(stamp)) {
                return former;
            }
            var fresh = kubeconfig.connect(clockwork);
            connection = fresh;
            stamp = now;
            if (former != null) {
                former.close();
            }
            return fresh;
        } catch (ApiProblem unusable) {
            if (former != null) {
                return former;
            }
            throw unusable;
        }
    }

    private HttpAnswer noting(HttpAnswer answer) {
        answer.date().ifPresent(date -> ahead = Duration.between(clockwork.instant(), date));
        return answer;
    }

    private HttpAnswer checked(Connection connected, String asked, HttpAnswer answer) throws ApiProblem {
        if (answer.isOk()) {
            return answer;
        }
        throw answering(connected).problem(asked, answer.answer());
    }

    private AnsweringServer answering(Connection connected) {
        return new AnsweringServer(name(), connected.server(), kubeconfig.file().toString());
    }

    private <T> T read(Connection connected, Class<T> type, HttpAnswer answer) throws ApiProblem {
        try {
            return Connection.SERIALIZATION.unmarshal(answer.body(), type);
        } catch (RuntimeException notTheObject) {
            throw new ApiProblem(
                    ApiProblem.Kind.BUSY,
                    "cluster %s: what answers at %s is not a Kubernetes API server (no %s came back)"
                            .formatted(name(), connected.server(), type.getSimpleName()),
                    "check the server address in " + kubeconfig.file());
        }
    }

    @Override
    public synchronized void close() {
        servers.values().forEach(direct -> direct.connection().close());
        if (connection != null) {
            connection.close();
            connection = null;
        }
    }
}
