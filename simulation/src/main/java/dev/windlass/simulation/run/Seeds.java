package dev.windlass.simulation.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * Gives seeds out to workers and takes their verdicts back, which count in the order of the seeds: so the result of a range is the same on
 * any number of threads, and what follows a violation can be left out. Thread-safe.
 */
final class Seeds {
    /** So far the fastest worker may be ahead of the slowest; it bounds what is kept. */
    private static final int WINDOW = 2_048;

    private final CampaignPlan plan;
    private final long began = System.nanoTime();
    private final Tally tally = new Tally();
    private final Map<Long, Long> begun = new HashMap<>();
    private final TreeMap<Long, Verdict> early = new TreeMap<>();
    private long given;
    private long counted;
    private boolean closed;

    Seeds(CampaignPlan plan) {
        this.plan = plan;
    }

    /** The next one to run; waits while it would be too far ahead, and is empty when there is none any more. */
    synchronized OptionalLong next() throws InterruptedException {
        while (!ended() && given - counted >= WINDOW) {
            wait();
        }
        if (ended()) {
            notifyAll();
            return OptionalLong.empty();
        }
        var seed = plan.first() + given++;
        begun.put(seed, System.nanoTime());
        return OptionalLong.of(seed);
    }

    private boolean ended() {
        return closed
                || given >= plan.count()
                || plan.most().filter(most -> took().compareTo(most) >= 0).isPresent();
    }

    /** @return whether it was waited for; not when it had been given up */
    synchronized boolean put(long seed, Verdict verdict) {
        if (begun.remove(seed) == null) {
            return false;
        }
        early.put(seed, verdict);
        while (!closed && !early.isEmpty() && early.firstKey() == plan.first() + counted) {
            var next = early.pollFirstEntry();
            counted++;
            tally.add(next.getKey(), next.getValue());
            closed = plan.firstViolationEnds() && next.getValue().violation().isPresent();
        }
        notifyAll();
        return true;
    }

    /** Somebody ended the worker, and this seed with it: no seed more, unless it had been given up anyway. */
    synchronized void left(long seed) {
        if (begun.containsKey(seed)) {
            close();
        }
    }

    /** No seed more; what runs now does not count. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }

    /** Seeds that have run for longer than that. */
    synchronized List<Long> olderThan(Duration limit) {
        var now = System.nanoTime();
        var older = new ArrayList<Long>();
        begun.forEach((seed, since) -> {
            if (now - since >= limit.toNanos()) {
                older.add(seed);
            }
        });
        return older;
    }

    /** @return whether every verdict that counts is in; false when the time was up first */
    synchronized boolean awaitEnd(Duration atMost) throws InterruptedException {
        var until = System.nanoTime() + atMost.toNanos();
        while (!closed && !(ended() && begun.isEmpty())) {
            var left = (until - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }

    synchronized CampaignResult result() {
        return tally.result(plan.first(), took());
    }

    private Duration took() {
        return Duration.ofNanos(System.nanoTime() - began);
    }
}
