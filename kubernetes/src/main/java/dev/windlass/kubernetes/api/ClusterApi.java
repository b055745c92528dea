package dev.windlass.kubernetes.api;

import dev.windlass.core.cluster.ClusterName;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One cluster's Kubernetes API, as a process reaches it. Thread-safe.
 *
 * <p>What a read gives is not older than the question, and nobody else's to change: objects are not to be written to. Nothing is
 * retried in here, and each call answers or fails within some seconds.
 */
public interface ClusterApi extends AutoCloseable {
    ClusterName name();

    /** The API server's clock as of its latest answer; this host's before the first. */
    Instant serverTime();

    /** One object. @return empty when there is none */
    <T> Optional<T> find(Class<T> type, String path) throws ApiProblem, InterruptedException;

    /** One object that must be there. */
    <T> T get(Class<T> type, String path) throws ApiProblem, InterruptedException;

    /**
     * All objects of a collection, by namespace and name.
     *
     * @param query selectors, by the names of the API's parameters
     */
    <T extends HasMetadata, L extends KubernetesResourceList<T>> List<T> list(
            Class<L> type, String path, Map<String, String> query) throws ApiProblem, InterruptedException;

    /**
     * Changes fields of an object with a JSON merge patch (RFC 7386).
     *
     * @param patch values are texts, numbers, booleans, maps, and null for what is to be removed. A resourceVersion in its metadata
     *     makes it conditional: CONFLICT when the object has another one by now
     */
    void patch(String path, Map<String, ?> patch) throws ApiProblem, InterruptedException;

    /** Creates an object. Refusals are answers, too, because only the caller knows what they mean. */
    Answer post(String path, Map<String, ?> body) throws ApiProblem, InterruptedException;

    /** What a refusal means that is not about the object. */
    ApiProblem problem(String asked, Answer answer);

    /** Watches that wake a waiter whenever something in one of the collections changes. Close it after use. */
    Wakeups wakeups();

    /**
     * One API server by its own address, past the load balancer.
     *
     * @param hostAndPort such as 10.0.0.11:6443
     */
    ApiServer server(String hostAndPort);

    @Override
    void close();
}
