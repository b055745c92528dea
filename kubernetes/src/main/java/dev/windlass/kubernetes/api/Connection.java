package dev.windlass.kubernetes.api;

import dev.windlass.clockwork.Clockwork;
import dev.windlass.clockwork.Futures;
import dev.windlass.core.cluster.ClusterName;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * HTTP to one API server with one set of credentials. Thread-safe.
 *
 * <p>fabric8 gives credentials, TLS and the object model. Its own retries are off: they would hide a refused eviction for 19 s, and
 * whoever asks here looks again by itself. HTTP/1.1 only: the JDK's client keeps an HTTP/2 connection whose path has died, and each
 * request on it would wait for its timeout until the operating system gives up.
 */
final class Connection implements AutoCloseable {
    /** How long one answer may take. Watches have no such limit. */
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);

    /** Shared: what Jackson learned about the model's classes is worth seconds and megabytes for each cluster. */
    static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();

    private final ClusterName cluster;
    private final KubernetesClient client;
    private final String base;
    private final Clockwork clockwork;

    private Connection(ClusterName cluster, KubernetesClient client, String base, Clockwork clockwork) {
        this.cluster = cluster;
        this.clockwork = clockwork;
        this.client = client;
        this.base = base;
    }

    static Connection to(ClusterName cluster, Config kubeconfig, Clockwork clockwork) {
        var config = new ConfigBuilder(kubeconfig)
                .withAutoConfigure(false)
                .withHttp2Disable(true)
                .withRequestRetryBackoffLimit(0)
                .withConnectionTimeout((int) Duration.ofSeconds(5).toMillis())
                .withRequestTimeout((int) ANSWER_WITHIN.toMillis())
                .build();
        return new Connection(cluster, client(config), withoutSlash(config.getMasterUrl()), clockwork);
    }

    /** The same cluster and credentials, but this one API server. The certificate must name the host. */
    Connection toServer(String hostAndPort) {
        var config = new ConfigBuilder(client.getConfiguration())
                .withMasterUrl("https://" + hostAndPort)
                .withConnectionTimeout((int) Duration.ofSeconds(2).toMillis())
                .build();
        return new Connection(cluster, client(config), "https://" + hostAndPort, clockwork);
    }

    private static KubernetesClient client(Config config) {
        return new KubernetesClientBuilder()
                .withConfig(config)
                .withKubernetesSerialization(SERIALIZATION)
                .build();
    }

    /** Where it goes, for people: scheme, host and port. */
    String server() {
        return base;
    }

    boolean isEncrypted() {
        return base.startsWith("https:");
    }

    HttpClient http() {
        return client.getHttpClient();
    }

    URI uri(String path, Map<String, String> query) {
        var parameters = query.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return URI.create(base + path + (parameters.isEmpty() ? "" : "?" + parameters));
    }

    HttpAnswer get(String path, Map<String, String> query) throws ApiProblem, InterruptedException {
        return send("GET", path, query, "", "");
    }

    HttpAnswer send(String method, String path, Map<String, String> query, String contentType, String body)
            throws ApiProblem, InterruptedException {
        var builder = http().newHttpRequestBuilder()
                .uri(uri(path, query))
                .header("Accept", "application/json")
                .timeout(ANSWER_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        if (!body.isEmpty()) {
            builder.method(method, contentType, body);
        }
        var sent = http().sendAsync(builder.build(), String.class);
        try {
            return answer(Futures.get(clockwork, sent, ANSWER_WITHIN.plusSeconds(5)));
        } catch (ExecutionException failed) {
            throw unreachable(failed.getCause() == null ? failed : failed.getCause());
        } catch (TimeoutException slow) {
            sent.cancel(true);
            throw unreachable(slow);
        } catch (InterruptedException interrupted) {
            sent.cancel(true);
            throw interrupted;
        }
    }

    private static HttpAnswer answer(HttpResponse<String> response) {
        return new HttpAnswer(
                response.code(),
                response.body() == null ? "" : response.body(),
                date(response.header("Date")),
                Optional.ofNullable(response.header("Retry-After"))
                        .filter(text -> text.matches("[0-9]{1,6}"))
                        .map(text -> Duration.ofSeconds(Long.parseLong(text))));
    }

    static Optional<Instant> date(@Nullable String header) {
        try {
            return Optional.ofNullable(header)
                    .map(text -> ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant());
        } catch (DateTimeException notADate) {
            return Optional.empty();
        }
    }

    private ApiProblem unreachable(Throwable cause) {
        return new AnsweringServer(cluster, base, "the kubeconfig")
                .unreachable(
                        words(cause),
                        isCausedBy(cause, CertificateException.class)
                                        || isCausedBy(cause, CertPathBuilderException.class)
                                ? "check certificate-authority and server in the kubeconfig"
                                : "check that it runs and that this host can reach it");
    }

    private static String words(Throwable cause) {
        return switch (cause) {
            case HttpConnectTimeoutException slow -> "no connection in time";
            case HttpTimeoutException slow -> "no answer within " + ANSWER_WITHIN.toSeconds() + " s";
            case TimeoutException slow -> "no answer within " + ANSWER_WITHIN.toSeconds() + " s";
            case ConnectException refused ->
                isCausedBy(refused, UnresolvedAddressException.class) || isCausedBy(refused, UnknownHostException.class)
                        ? "its host name is unknown"
                        : "connection refused or no route";
            case SSLException tls ->
                isCausedBy(tls, CertPathBuilderException.class)
                        ? "its certificate is not from the kubeconfig's certificate authority"
                        : "TLS: " + tls.getMessage();
            case IOException broken -> "connection broken: " + broken.getMessage();
            default -> cause.getClass().getSimpleName() + ": " + cause.getMessage();
        };
    }

    private static boolean isCausedBy(Throwable failure, Class<? extends Throwable> type) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }

    private static String withoutSlash(String url) {
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    @Override
    public void close() {
        client.close();
    }
}
