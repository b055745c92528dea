package dev.windlass.standalone.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windlass.simulation.run.Campaign;
import dev.windlass.simulation.run.CampaignPlan;
import dev.windlass.simulation.run.CampaignResult;
import dev.windlass.simulation.run.Checked;
import dev.windlass.simulation.run.InThread;
import dev.windlass.simulation.run.Runner;
import dev.windlass.simulation.run.Verdict;
import dev.windlass.simulation.run.Violation;
import dev.windlass.simulation.scenario.Drawing;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import picocli.CommandLine;

/** With a toy in place of the product, in processes that are real. */
@Timeout(120)
final class SeedProcessTest {
    private static final long BROKEN = 30;
    private static final long HALTS = 40;
    private static final long ENDED_BY_A_PERSON = 50;
    private static final long NEVER_ENDS = 60;
    private static final long NEVER_THE_SAME = 70;
    private static final AtomicLong RUNS = new AtomicLong();

    /** The process that is started. */
    public static final class Toy {
        private Toy() {}

        public static void main(String[] arguments) {
            System.exit(new CommandLine(new Toy.Program())
                    .addSubcommand(new SeedServerCommand(() -> RUNNER, () -> Drawing::draw))
                    .execute(arguments));
        }

        @CommandLine.Command
        private static final class Program {}
    }

    private static final Runner RUNNER = (scenario, trace) -> {
        if (scenario.seed() == 1) {
            System.out.println("a library that talks");
        }
        if (scenario.seed() == HALTS) {
            Runtime.getRuntime().halt(3);
        } else if (scenario.seed() == ENDED_BY_A_PERSON) {
            Runtime.getRuntime().halt(130);
        } else if (scenario.seed() == NEVER_ENDS) {
            awaitForEver();
        }
        var broken = scenario.seed() == BROKEN
                ? Optional.of(new Violation("S4 TokensOnlyRise", "\"3\" after\n4 \u00e9", Duration.ofNanos(1_234_567)))
                : Optional.<Violation>empty();
        return new Verdict(
                broken,
                scenario.seed() == NEVER_THE_SAME ? RUNS.incrementAndGet() : -scenario.seed() * 0x9E3779B97F4A7C15L,
                scenario.faults().size(),
                Duration.ofMillis(90_001),
                new TreeMap<>(Map.of("a lease ran out", scenario.seed())),
                new TreeMap<>(Map.of("RUNNING -> PAUSING", 1L)));
    };

    @Test
    void shouldGiveTheVerdictsOfTheseSeeds() {
        var here = new InThread(Drawing::draw, RUNNER);
        try (var there = SeedProcess.of(Toy.class, false)) {
            for (var seed : List.of(1L, BROKEN, 2L)) {
                assertThat(there.run(seed, false)).isEqualTo(here.run(seed, false));
            }
        }
    }

    @Test
    void shouldRunASeedTwiceWhenAsked() {
        try (var there = SeedProcess.of(Toy.class, false)) {
            assertThat(there.run(NEVER_THE_SAME, false).orElseThrow().violation())
                    .isEmpty();
            assertThat(there.run(NEVER_THE_SAME, true).orElseThrow().broke(Checked.DETERMINISM))
                    .isTrue();
        }
    }

    @Test
    void shouldFindTheCanaryThere() throws InterruptedException {
        var result = new Campaign(() -> SeedProcess.of(Toy.class, true))
                .run(CampaignPlan.of(10_000, 1_000).withWorkers(2));
        assertThat(result.found())
                .singleElement()
                .satisfies(found -> assertThat(found.violation().invariant()).isEqualTo("Canary"));
    }

    @Test
    void shouldTakeTheDeathOfAProcessForAViolationAndGoOn() throws InterruptedException {
        var result = campaign(HALTS - 5, 10);
        assertThat(result.seeds()).isEqualTo(10);
        assertThat(result.found()).singleElement().satisfies(found -> {
            assertThat(found.seed()).isEqualTo(HALTS);
            assertThat(found.violation().invariant()).isEqualTo(Checked.CRASHES);
            assertThat(found.violation().words()).contains("ended with status 3");
        });
    }

    @Test
    void shouldEndQuietlyWhenAPersonEndsTheProcesses() throws InterruptedException {
        var result = campaign(ENDED_BY_A_PERSON - 5, 10);
        assertThat(result.violations()).isZero();
        assertThat(result.seeds()).isLessThan(10);
    }

    @Test
    void shouldEndWhatRunsWhenItIsClosed() throws Exception {
        var worker = SeedProcess.of(Toy.class, false);
        worker.run(1, false);
        try (var executor = Executors.newSingleThreadExecutor()) {
            var verdict = executor.submit(() -> worker.run(NEVER_ENDS, false));
            worker.close();
            assertThat(verdict.get()).isEmpty();
        }
        assertThat(worker.run(2, false)).isEmpty();
    }

    @Test
    void shouldGiveUpAProcessThatHangs() throws InterruptedException {
        var result = new Campaign(() -> SeedProcess.of(Toy.class, false))
                .run(CampaignPlan.of(NEVER_ENDS, 3)
                        .withFirstViolationEnds(false)
                        .withHangsAfter(Duration.ofSeconds(10)));
        assertThat(result.seeds()).isEqualTo(3);
        assertThat(result.found())
                .singleElement()
                .satisfies(found -> assertThat(found.violation().invariant()).isEqualTo(Checked.HANGS));
    }

    private static CampaignResult campaign(long first, long count) throws InterruptedException {
        return new Campaign(() -> SeedProcess.of(Toy.class, false))
                .run(CampaignPlan.of(first, count).withWorkers(2).withFirstViolationEnds(false));
    }

    private static void awaitForEver() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
