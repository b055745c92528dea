package dev.windlass.kubernetes.api;

import dev.windlass.core.cluster.ClusterName;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * One cluster's Kubernetes API. Thread-safe.
 *
 * <p>Every read is a plain GET or LIST without resourceVersion, which the API server answers from etcd: what comes back is not older
 * than the question. Nothing is retried in here.
 */
public final class ClusterApi implements AutoCloseable {
    private static final int PAGE = 500;

    private final Kubeconfig kubeconfig;
    private final ConcurrentHashMap<String, ApiServer> servers = new ConcurrentHashMap<>();
    private @Nullable Connection connection;
    private Kubeconfig.@Nullable Stamp stamp;
    private volatile Duration ahead = Duration.ZERO;

    ClusterApi(Kubeconfig kubeconfig) {
        this.kubeconfig = kubeconfig;
    }

    public ClusterName name() {
        return kubeconfig.cluster();
    }

    /** The API server's clock as of its latest answer; this host's before the first. */
    public Instant serverTime() {
        return Instant.now().plus(ahead);
    }

    /** One object. @return empty when there is none */
    public <T> Optional<T> find(Class<T> type, String path) throws ApiProblem, InterruptedException {
        var connected = connection();
        var answer = noting(connected.get(path, Map.of()));
        return answer.code() == 404
                ? Optional.empty()
                : Optional.of(read(connected, type, checked(connected, "get " + path, answer)));
    }

    /** One object that must be there. */
    public <T> T get(Class<T> type, String path) throws ApiProblem, InterruptedException {
        var connected = connection();
        return read(connected, type, checked(connected, "get " + path, noting(connected.get(path, Map.of()))));
    }

    /** All objects of a collection, page by page. */
    public <T extends HasMetadata, L extends KubernetesResourceList<T>> List<T> list(
            Class<L> type, String path, Map<String, String> query) throws ApiProblem, InterruptedException {
        var items = new ArrayList<T>();
        var page = new HashMap<>(query);
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

    /** Changes fields of an object with a JSON merge patch (RFC 7386). A resourceVersion in it makes it conditional. */
    public void patch(String path, Map<String, ?> patch) throws ApiProblem, InterruptedException {
        var connected = connection();
        var body = Connection.SERIALIZATION.asJson(patch);
        var answer = connected.send("PATCH", path, Map.of(), "application/merge-patch+json", body);
        checked(connected, "patch " + path, noting(answer));
    }

    Answer post(String path, Object body) throws ApiProblem, InterruptedException {
        var connected = connection();
        return noting(
                connected.send("POST", path, Map.of(), "application/json", Connection.SERIALIZATION.asJson(body)));
    }

    ApiProblem problem(String asked, Answer answer) throws ApiProblem {
        return problem(connection(), asked, answer);
    }

    /** What the server says in words about a refusal, as far as it does. */
    static Status status(Answer answer) {
        try {
            return Connection.SERIALIZATION.unmarshal(answer.body(), Status.class);
        } catch (RuntimeException notAStatus) {
            return new Status();
        }
    }

    /** Watches that wake a waiter whenever something in one of the collections changes. Close it after use. */
    public Wakeups wakeups() {
        return new Wakeups(this::connection);
    }

    /**
     * One API server by its own address, past the load balancer.
     *
     * @param hostAndPort such as 10.0.0.11:6443
     */
    public ApiServer server(String hostAndPort) {
        return servers.computeIfAbsent(hostAndPort, address -> new ApiServer(address, this::connection));
    }

    /** The connection that the kubeconfig asks for now. A file that was replaced by an unusable one changes nothing. */
    private synchronized Connection connection() throws ApiProblem {
        var former = connection;
        try {
            var now = kubeconfig.stamp();
            if (former != null && now.equals(stamp)) {
                return former;
            }
            var fresh = kubeconfig.connect();
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

    private Answer noting(Answer answer) {
        answer.date().ifPresent(date -> ahead = Duration.between(Instant.now(), date));
        return answer;
    }

    private Answer checked(Connection connected, String asked, Answer answer) throws ApiProblem {
        if (answer.isOk()) {
            return answer;
        }
        throw problem(connected, asked, answer);
    }

    private ApiProblem problem(Connection connected, String asked, Answer answer) {
        var where = "cluster %s: the API server at %s".formatted(name(), connected.server());
        var said = said(answer);
        return switch (answer.code()) {
            case 401 ->
                new ApiProblem(
                        ApiProblem.Kind.DENIED,
                        where + " does not accept the kubeconfig's credentials (401 at " + asked + said + ")",
                        "renew the credentials in " + kubeconfig.file());
            case 403 ->
                new ApiProblem(
                        ApiProblem.Kind.DENIED,
                        where + " does not allow: " + asked + said,
                        "grant that right to the user of " + kubeconfig.file());
            case 409 ->
                new ApiProblem(
                        ApiProblem.Kind.CONFLICT, where + " saw another change at the same time: " + asked + said, "");
            case 408, 410, 429 -> busy(where, asked, answer, said);
            default ->
                answer.code() >= 500
                        ? busy(where, asked, answer, said)
                        : new ApiProblem(
                                ApiProblem.Kind.REFUSED,
                                where + " answered " + answer.code() + " to: " + asked + said,
                                "");
        };
    }

    private static ApiProblem busy(String where, String asked, Answer answer, String said) {
        return new ApiProblem(
                ApiProblem.Kind.BUSY,
                where + " cannot answer now (" + answer.code() + " to: " + asked + said + ")",
                "look at its log if this lasts");
    }

    private static String said(Answer answer) {
        try {
            var message = Connection.SERIALIZATION
                    .unmarshal(answer.body(), Status.class)
                    .getMessage();
            return message == null || message.isBlank() ? "" : ": " + message;
        } catch (RuntimeException notAStatus) {
            return "";
        }
    }

    private <T> T read(Connection connected, Class<T> type, Answer answer) throws ApiProblem {
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
        servers.values().forEach(ApiServer::close);
        if (connection != null) {
            connection.close();
            connection = null;
        }
    }
}
