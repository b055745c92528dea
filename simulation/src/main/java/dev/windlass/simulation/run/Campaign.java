package dev.windlass.simulation.run;

import dev.windlass.simulation.scenario.Scenario;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongFunction;

/**
 * Runs the scenarios of many seeds on a few threads. The result of a range of seeds is always the same, but for its real time; with an end
 * by time or by a person it is that of as many seeds as were run without a gap. Thread-safe.
 */
public final class Campaign {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);
    private static final Duration BETWEEN_TELLINGS = Duration.ofSeconds(1);

    private final LongFunction<Scenario> drawing;
    private final Runner once;
    private final Runner twice;

    /** @param drawing the scenario of a seed; always the same one, and asked from several threads */
    public Campaign(LongFunction<Scenario> drawing, Runner runner) {
        this.drawing = drawing;
        this.once = Checked.once(runner);
        this.twice = Checked.twice(runner);
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
        for (var i = 0; i < plan.threads(); i++) {
            begin(plan, seeds);
        }
        try {
            var told = System.nanoTime();
            while (!seeds.awaitEnd(BETWEEN_LOOKS) && !stopped.getAsBoolean()) {
                giveUp(plan, seeds);
                if (System.nanoTime() - told >= BETWEEN_TELLINGS.toNanos()) {
                    progress.accept(seeds.result());
                    told = System.nanoTime();
                }
            }
        } finally {
            seeds.close();
        }
        return seeds.result();
    }

    /** A thread that hangs can't be ended. It is left behind, and another one takes its place. */
    private void giveUp(CampaignPlan plan, Seeds seeds) {
        for (var seed : seeds.olderThan(plan.hangsAfter())) {
            if (seeds.put(seed, Checked.hung(plan.hangsAfter()))) {
                begin(plan, seeds);
            }
        }
    }

    private void begin(CampaignPlan plan, Seeds seeds) {
        Thread.ofPlatform().daemon().name("seeds").start(() -> work(plan, seeds));
    }

    private void work(CampaignPlan plan, Seeds seeds) {
        try {
            for (var next = seeds.next(); next.isPresent(); next = seeds.next()) {
                var seed = next.getAsLong();
                if (!seeds.put(seed, verdict(plan, seed))) {
                    return;
                }
                // What ran may have left the flag behind.
                Thread.interrupted();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Verdict verdict(CampaignPlan plan, long seed) {
        var runner = plan.twiceEvery() > 0 && seed % plan.twiceEvery() == 0 ? twice : once;
        return Checked.guarded(() -> runner.run(drawing.apply(seed)));
    }
}
