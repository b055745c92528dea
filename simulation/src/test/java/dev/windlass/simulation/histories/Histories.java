package dev.windlass.simulation.histories;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Runs the histories of many seeds, one a task, on a fixed pool of threads. What comes of a seed depends on nothing else, so the
 * result is the same whatever the order.
 */
public final class Histories {
    private static final int NAMED_VIOLATIONS = 10;

    private final long first;
    private final long count;
    private final Optional<Duration> most;
    private final long began = System.nanoTime();
    private final AtomicLong next;
    private final Counting tally = new Counting();
    private final TreeMap<Long, BrokenHistory> lowest = new TreeMap<>();
    private long done;
    private long violations;

    private Histories(long first, long count, Optional<Duration> most) {
        this.first = first;
        this.count = count;
        this.most = most;
        this.next = new AtomicLong(first);
    }

    /**
     * What came of it, or has so far.
     *
     * @param seeds how many histories ran to their end
     * @param violations how many of them broke a promise
     * @param lowest the violations of the lowest seeds; at most ten
     * @param took since the beginning
     */
    public record Result(long seeds, long violations, List<BrokenHistory> lowest, Counting tally, Duration took) {
        public Result {
            lowest = List.copyOf(lowest);
        }

        /** After one history more, which the same tally watched. */
        public Result and(Optional<BrokenHistory> violation, Duration now) {
            var all = new ArrayList<>(lowest);
            violation.filter(found -> all.size() < NAMED_VIOLATIONS).ifPresent(all::add);
            return new Result(seeds + 1, violations + (violation.isPresent() ? 1 : 0), all, tally, now);
        }

        public long perSecond() {
            return Math.round(seeds * 1e9 / Math.max(1, took.toNanos()));
        }
    }

    /**
     * Runs {@code count} seeds from {@code first} on, and no new one after {@code most}.
     *
     * @param eachSecond is told how far it is, at most once a second
     * @throws InterruptedException when the thread that waits is interrupted; what runs then ends with the seed at hand
     */
    public static Result run(long first, long count, Optional<Duration> most, int threads, Consumer<Result> eachSecond)
            throws InterruptedException {
        return new Histories(first, count, most).run(threads, eachSecond);
    }

    private Result run(int threads, Consumer<Result> eachSecond) throws InterruptedException {
        var ended = new CountDownLatch(threads);
        try (var pool = Executors.newFixedThreadPool(threads)) {
            for (var i = 0; i < threads; i++) {
                pool.execute(() -> work(ended));
            }
            try {
                while (!ended.await(1, TimeUnit.SECONDS)) {
                    eachSecond.accept(result());
                }
            } catch (InterruptedException e) {
                next.set(first + count);
                throw e;
            }
        }
        return result();
    }

    private void work(CountDownLatch ended) {
        try {
            for (var seed = next.getAndIncrement(); seed - first < count && inTime(); seed = next.getAndIncrement()) {
                var seen = new Counting();
                add(Walk.of(seed, seen), seen);
            }
        } finally {
            ended.countDown();
        }
    }

    private boolean inTime() {
        return most.isEmpty() || System.nanoTime() - began < most.get().toNanos();
    }

    private synchronized void add(Optional<BrokenHistory> violation, Counting seen) {
        done++;
        tally.add(seen);
        violation.ifPresent(found -> {
            violations++;
            lowest.put(found.seed(), found);
            if (lowest.size() > NAMED_VIOLATIONS) {
                lowest.pollLastEntry();
            }
        });
    }

    private synchronized Result result() {
        var copy = new Counting();
        copy.add(tally);
        return new Result(
                done, violations, List.copyOf(lowest.values()), copy, Duration.ofNanos(System.nanoTime() - began));
    }
}
