package dev.windlass.kubernetes.api;

import dev.windlass.clockwork.Clockwork;
import dev.windlass.clockwork.Latch;
import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** {@link Wakeups} over HTTP. Thread-safe. */
@SuppressWarnings(
        "FutureReturnValueIgnored") // Every way in which a watch can end leads to the next one; there is nobody to
// tell.
final class HttpWakeups implements Wakeups {
    /** The server ends a watch after this long, and a new one is begun. */
    private static final Duration LASTS = Duration.ofMinutes(4);

    private static final Duration AGAIN_AFTER = Duration.ofSeconds(1);
    /** After a watch was denied or refused: the poll serves instead. */
    private static final Duration DENIED_AGAIN_AFTER = Duration.ofSeconds(30);

    private final DirectConnection.Source source;
    private final Clockwork clockwork;
    private final Waking waking;
    private final Latch closed;
    private final ReentrantLock lock = new ReentrantLock();
    private final Set<String> watched = new LinkedHashSet<>();
    private final List<AsyncBody> bodies = new ArrayList<>();

    HttpWakeups(DirectConnection.Source source, Clockwork clockwork) {
        this.source = source;
        this.clockwork = clockwork;
        this.waking = new Waking(clockwork);
        this.closed = new Latch(clockwork);
    }

    @Override
    public void on(String path, Map<String, String> query) {
        lock.lock();
        try {
            if (closed.isOpen() || !watched.add(path + query)) {
                return;
            }
        } finally {
            lock.unlock();
        }
        begin(path, query);
    }

    @Override
    public void reset() {
        waking.reset();
    }

    @Override
    public void await(Duration shortest, Duration longest) throws InterruptedException {
        waking.await(shortest, longest);
    }

    private void begin(String path, Map<String, String> query) {
        if (closed.isOpen()) {
            return;
        }
        try {
            var connection = source.connection();
            var parameters = new LinkedHashMap<>(query);
            parameters.put("watch", "true");
            parameters.put("timeoutSeconds", String.valueOf(LASTS.toSeconds()));
            var request = connection
                    .http()
                    .newHttpRequestBuilder()
                    .uri(connection.uri(path, parameters))
                    .header("Accept", "application/json")
                    .forStreaming()
                    .build();
            connection
                    .http()
                    .consumeBytes(request, (bytes, body) -> {
                        waking.wake();
                        body.consume();
                    })
                    .whenComplete((response, failure) -> opened(path, query, response));
        } catch (ApiProblem | RuntimeException notNow) {
            again(path, query, AGAIN_AFTER);
        }
    }

    private void opened(String path, Map<String, String> query, @Nullable HttpResponse<AsyncBody> response) {
        if (response == null) {
            again(path, query, AGAIN_AFTER);
            return;
        }
        var body = response.body();
        if (!response.isSuccessful() || !keep(body)) {
            body.cancel();
            again(path, query, response.code() < 500 ? DENIED_AGAIN_AFTER : AGAIN_AFTER);
            return;
        }
        body.consume();
        body.done().whenComplete((done, failure) -> {
            forget(body);
            // Something may have changed while nobody watched.
            waking.wake();
            again(path, query, AGAIN_AFTER);
        });
    }

    private boolean keep(AsyncBody body) {
        lock.lock();
        try {
            return !closed.isOpen() && bodies.add(body);
        } finally {
            lock.unlock();
        }
    }

    private void forget(AsyncBody body) {
        lock.lock();
        try {
            bodies.remove(body);
        } finally {
            lock.unlock();
        }
    }

    private void again(String path, Map<String, String> query, Duration after) {
        if (!closed.isOpen()) {
            clockwork
                    .worker("watch " + path, () -> {
                        if (!isClosedWithin(after)) {
                            begin(path, query);
                        }
                    })
                    .start();
        }
    }

    private boolean isClosedWithin(Duration time) {
        try {
            return closed.await(time);
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    @Override
    public void close() {
        List<AsyncBody> open;
        lock.lock();
        try {
            closed.open();
            open = List.copyOf(bodies);
            bodies.clear();
        } finally {
            lock.unlock();
        }
        open.forEach(AsyncBody::cancel);
    }
}
