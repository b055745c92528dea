package dev.windlass.clockwork;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/** Waiting for a future within a time. */
public final class Futures {
    private Futures() {}

    /**
     * As {@link CompletableFuture#get(long, java.util.concurrent.TimeUnit)}.
     *
     * @throws TimeoutException when it is not complete in time; it goes on
     * @throws ExecutionException when it failed
     */
    public static <T> T get(Clockwork clockwork, CompletableFuture<T> future, Duration atMost)
            throws InterruptedException, ExecutionException, TimeoutException {
        var bell = new Bell(clockwork);
        var rings = future.whenComplete((value, failure) -> bell.ring());
        if (!bell.await(future::isDone, atMost)) {
            rings.cancel(false);
            throw new TimeoutException("not complete within " + atMost);
        }
        return future.get();
    }

    /** Runs in a worker thread; interrupting that is up to the work. */
    public static <T> CompletableFuture<T> supply(
            Clockwork clockwork, String name, java.util.concurrent.Callable<T> work) {
        var future = new CompletableFuture<T>();
        clockwork
                .worker(name, () -> {
                    try {
                        future.complete(work.call());
                    } catch (Throwable e) {
                        future.completeExceptionally(e);
                    }
                })
                .start();
        return future;
    }
}
