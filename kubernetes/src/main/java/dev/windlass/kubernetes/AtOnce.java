package dev.windlass.kubernetes;

import dev.windlass.clockwork.Clockwork;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;

/** Calls that are made at the same time, a few at once. Whoever asked for them waits for all, so that none goes on behind his back. */
final class AtOnce {
    private final Clockwork clockwork;
    private final Semaphore places;

    AtOnce(Clockwork clockwork, int most) {
        this.clockwork = clockwork;
        this.places = new Semaphore(most);
    }

    /**
     * Makes all calls.
     *
     * @return their results in the order of the calls, each complete
     * @throws InterruptedException when interrupted; the calls were interrupted, too, and have ended
     */
    <T> List<CompletableFuture<T>> all(String name, List<Callable<T>> calls) throws InterruptedException {
        var results = new ArrayList<CompletableFuture<T>>();
        var threads = new ArrayList<Thread>();
        try {
            for (var call : calls) {
                places.acquire();
                var result = new CompletableFuture<T>();
                var thread = clockwork.worker(name, () -> make(call, result));
                thread.start();
                threads.add(thread);
                results.add(result);
            }
            for (var thread : threads) {
                thread.join();
            }
            return results;
        } catch (InterruptedException interrupted) {
            threads.forEach(Thread::interrupt);
            threads.forEach(AtOnce::awaitEnd);
            throw interrupted;
        }
    }

    private <T> void make(Callable<T> call, CompletableFuture<T> result) {
        try {
            result.complete(call.call());
        } catch (Throwable failed) {
            result.completeExceptionally(failed);
        } finally {
            places.release();
        }
    }

    private static void awaitEnd(Thread thread) {
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException again) {
                // The caller is told already.
                continue;
            }
        }
    }
}
