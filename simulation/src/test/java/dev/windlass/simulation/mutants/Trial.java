package dev.windlass.simulation.mutants;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongFunction;

/** Runs seed after seed of a campaign against a product with a mistake, until one finds it. */
final class Trial {
    private static final Duration LOOK = Duration.ofMillis(200);

    private final MutantLoader loader;
    private final Limits limits;
    private final long end;
    private volatile long done;
    private volatile long begun = System.nanoTime();
    private volatile boolean givenUp;

    private Trial(MutantLoader loader, Limits limits, long end) {
        this.loader = loader;
        this.limits = limits;
        this.end = end;
    }

    /**
     * @param replaced the classes with the mistake; none to see that the product as it is passes
     * @param campaign the class of a {@code LongFunction<String>}: from a seed to the invariant that was broken, or to an empty string
     * @param end when the time for all mutants is over, of System.nanoTime
     */
    static Fate of(Map<String, byte[]> replaced, String campaign, Limits limits, long end) throws InterruptedException {
        return new Trial(new MutantLoader(replaced), limits, end).run(campaign);
    }

    private Fate run(String campaign) throws InterruptedException {
        var fate = new CompletableFuture<Fate>();
        // A thread that hangs can only be left alone; as a daemon it does not keep the tests from ending.
        var thread = new Thread(() -> fate.complete(seeds(campaign)), "mutant");
        thread.setDaemon(true);
        thread.setContextClassLoader(loader);
        thread.start();
        while (true) {
            try {
                return fate.get(LOOK.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException stillRunning) {
                if (System.nanoTime() - begun > limits.seed().toNanos()) {
                    var hung = new Fate.Hung(done + 1);
                    givenUp = true;
                    thread.interrupt();
                    return hung;
                }
            } catch (ExecutionException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private Fate seeds(String className) {
        try {
            return seeds(loader.campaign(className));
        } catch (Throwable thrown) {
            // Whatever a product with a mistake throws, also out of a static initializer, is a finding.
            return new Fate.Threw(thrown.toString(), done + 1);
        }
    }

    private Fate seeds(LongFunction<String> campaign) {
        while (done < limits.seeds() && !givenUp) {
            if (System.nanoTime() - end > 0) {
                return new Fate.OutOfTime(done);
            }
            var broken = campaign.apply(limits.first() + done);
            if (!broken.isEmpty()) {
                return new Fate.Killed(broken, done + 1);
            }
            next();
        }
        return new Fate.Survived(done, loader.loaded());
    }

    /** Only the campaign's own thread writes. */
    @SuppressWarnings("NonAtomicVolatileUpdate")
    private void next() {
        done++;
        begun = System.nanoTime();
    }
}
