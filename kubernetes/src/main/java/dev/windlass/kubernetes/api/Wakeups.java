package dev.windlass.kubernetes.api;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Watches that are used only to know that something has changed. What they carry is not read: whoever was woken looks for himself.
 * So a watch that ends, lags or cannot be had costs time and never a wrong answer. Thread-safe; one thread waits.
 */
@SuppressWarnings(
        "FutureReturnValueIgnored") // Every way in which a watch can end leads to the next one; there is nobody to
// tell.
public final class Wakeups implements AutoCloseable {
    /** The server ends a watch after this long, and a new one is begun. */
    private static final Duration LASTS = Duration.ofMinutes(4);

    private static final Duration AGAIN_AFTER = Duration.ofSeconds(1);
    /** After a watch was denied or refused: the poll serves instead. */
    private static final Duration DENIED_AGAIN_AFTER = Duration.ofSeconds(30);

    private final ApiServer.Source source;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Set<String> watched = new HashSet<>();
    private final List<AsyncBody> bodies = new ArrayList<>();
    private boolean woken;
    private boolean closed;

    Wakeups(ApiServer.Source source) {
        this.source = source;
    }

    /** Wakes on changes in a collection, too. Asking for the same one again does nothing. */
    public void on(String path, Map<String, String> query) {
        lock.lock();
        try {
            if (closed || !watched.add(path + query)) {
                return;
            }
        } finally {
            lock.unlock();
        }
        begin(path, query);
    }

    /** Forgets what has happened so far: call it before a look, not after. */
    public void reset() {
        lock.lock();
        try {
            woken = false;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until something has changed since {@link #reset()}, at most {@code longest}; but at least {@code shortest}, so that a busy
     * cluster does not keep the waiter busy.
     */
    public void await(Duration shortest, Duration longest) throws InterruptedException {
        var start = System.nanoTime();
        lock.lockInterruptibly();
        try {
            while (true) {
                var until = woken ? min(shortest, longest) : longest;
                var left = until.toNanos() - (System.nanoTime() - start);
                if (left <= 0) {
                    return;
                }
                changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    private static Duration min(Duration left, Duration right) {
        return left.compareTo(right) <= 0 ? left : right;
    }

    private void wake() {
        lock.lock();
        try {
            woken = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void begin(String path, Map<String, String> query) {
        if (isClosed()) {
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
                        wake();
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
            wake();
            again(path, query, AGAIN_AFTER);
        });
    }

    private boolean keep(AsyncBody body) {
        lock.lock();
        try {
            return !closed && bodies.add(body);
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
        if (!isClosed()) {
            var later = CompletableFuture.delayedExecutor(after.toMillis(), TimeUnit.MILLISECONDS);
            CompletableFuture.runAsync(() -> begin(path, query), later);
        }
    }

    private boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        List<AsyncBody> open;
        lock.lock();
        try {
            closed = true;
            open = List.copyOf(bodies);
            bodies.clear();
        } finally {
            lock.unlock();
        }
        open.forEach(AsyncBody::cancel);
    }
}
