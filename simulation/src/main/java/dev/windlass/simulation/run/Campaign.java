package dev.windlass.simulation.run;

import dev.windlass.simulation.scenario.Scenario;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.function.Supplier;

/**
 * Runs the scenarios of many seeds on a few workers. The result of a range of seeds is always the same, but for its real time; with an end
 * by time or by a person it is that of as many seeds as were run without a gap. Thread-safe.
 */
public final class Campaign {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);
    private static final Duration BETWEEN_TELLINGS = Duration.ofSeconds(1);

    private final Supplier<SeedWorker> workers;

    /** @param workers gives a new one for each of the seeds that run at the same time */
    public Campaign(Supplier<SeedWorker> workers) {
        this.workers = workers;
    }

    /**
     * In threads of this process.
     *
     * @param drawing the scenario of a seed; always the same one, and asked from several threads
     */
    public Campaign(LongFunction<Scenario> drawing, Runner runner) {
        this(() -> new InThread(drawing, runner));
    }

    public CampaignResult run(CampaignPlan plan) throws InterruptedException {
        return run(plan, soFar -> {}, () -> false);
    }

    /**
     * @param progress is told how far it is, in the thread that calls this, about once a second
     * @param stopped is asked a few times a second; once true, the seeds that run now are left
     */
    public CampaignResult run(CampaignPlan plan, Consumer<CampaignResult> progress, BooleanSupplier stopped)
            throws InterruptedException {
        var seeds = new Seeds(plan);
        var atWork = new ConcurrentHashMap<Long, SeedWorker>();
        for (var i = 0; i < plan.workers(); i++) {
            begin(plan, seeds, atWork);
        }
        try {
            var told = System.nanoTime();
            while (!seeds.awaitEnd(BETWEEN_LOOKS) && !stopped.getAsBoolean()) {
                giveUp(plan, seeds, atWork);
                if (System.nanoTime() - told >= BETWEEN_TELLINGS.toNanos()) {
                    progress.accept(seeds.result());
                    told = System.nanoTime();
                }
            }
        } finally {
            seeds.close();
            atWork.values().forEach(SeedWorker::close);
        }
        return seeds.result();
    }

    /** A thread that hangs can't be ended. It is left behind, and another one takes its place. */
    private void giveUp(CampaignPlan plan, Seeds seeds, Map<Long, SeedWorker> atWork) {
        for (var seed : seeds.olderThan(plan.hangsAfter())) {
            if (seeds.put(seed, Checked.hung(plan.hangsAfter()))) {
                Optional.ofNullable(atWork.get(seed)).ifPresent(SeedWorker::close);
                begin(plan, seeds, atWork);
            }
        }
    }

    private void begin(CampaignPlan plan, Seeds seeds, Map<Long, SeedWorker> atWork) {
        Thread.ofPlatform().daemon().name("seeds").start(() -> work(plan, seeds, atWork));
    }

    private void work(CampaignPlan plan, Seeds seeds, Map<Long, SeedWorker> atWork) {
        try (var worker = workers.get()) {
            for (var next = seeds.next(); next.isPresent(); next = seeds.next()) {
                var seed = next.getAsLong();
                atWork.put(seed, worker);
                var verdict = worker.run(seed, plan.twiceEvery() > 0 && seed % plan.twiceEvery() == 0);
                atWork.remove(seed);
                if (verdict.isEmpty()) {
                    seeds.left(seed);
                    return;
                }
                if (!seeds.put(seed, verdict.get())) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
