package dev.windlass.simulation.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windlass.simulation.coverage.Sometimes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class CampaignTest {
    private static final Runner CLEAN = Toy.breaking(scenario -> false);

    @Test
    void shouldSumWhatCameOfEverySeed() throws Exception {
        var result = campaign(CLEAN).run(CampaignPlan.of(1_000, 500).withWorkers(3));
        assertThat(result.seeds()).isEqualTo(500);
        assertThat(result.violations()).isZero();
        assertThat(result.virtual()).isEqualTo(Duration.ofMinutes(5_000));
        assertThat(result.coverage().sometimes()).containsEntry(Sometimes.FENCED.words(), 1_000L);
        assertThat(result.coverage().transitions()).containsEntry("RUNNING -> PAUSING", 500L);
        var events = 0L;
        for (var seed = 1_000; seed < 1_500; seed++) {
            events += CLEAN.run(Toy.drawn(seed)).events();
        }
        assertThat(result.events()).isEqualTo(events);
    }

    @Test
    void shouldGiveTheSameOnAnyNumberOfThreads() throws Exception {
        var runner = Toy.breaking(scenario -> scenario.seed() % 97 == 5);
        var campaign = campaign(runner);
        var plan = CampaignPlan.of(0, 3_000).withFirstViolationEnds(false);
        var alone = campaign.run(plan.withWorkers(1));
        var together = campaign.run(plan.withWorkers(5));
        assertThat(timeless(together)).isEqualTo(timeless(alone));
        assertThat(alone.violations()).isEqualTo(31);
        assertThat(alone.found())
                .hasSize(10)
                .extracting(CampaignResult.Found::seed)
                .startsWith(5L, 102L);
    }

    @Test
    void shouldEndAtTheLowestSeedThatBreaksAPromise() throws Exception {
        // The slow one is begun first, and is the one that counts.
        var behind = new CountDownLatch(1);
        var runner = Toy.breaking(scenario -> {
            if (scenario.seed() == 40) {
                await(behind);
            } else if (scenario.seed() == 60) {
                behind.countDown();
            }
            return scenario.seed() == 40 || scenario.seed() == 60;
        });
        var result = campaign(runner).run(CampaignPlan.of(0, Long.MAX_VALUE).withWorkers(4));
        assertThat(result.found()).extracting(CampaignResult.Found::seed).containsExactly(40L);
        assertThat(result.seeds()).isEqualTo(41);
        assertThat(result.violations()).isEqualTo(1);
    }

    @Test
    void shouldNameTheSeedThatThrows() throws Exception {
        var result = campaign((scenario, trace) -> {
                    if (scenario.seed() == 7) {
                        throw new StackOverflowError("deep");
                    }
                    return CLEAN.run(scenario);
                })
                .run(CampaignPlan.of(0, 20).withWorkers(2));
        assertThat(result.found()).singleElement().satisfies(found -> {
            assertThat(found.seed()).isEqualTo(7);
            assertThat(found.violation().invariant()).isEqualTo("Throws StackOverflowError");
            assertThat(found.violation().words()).contains("deep", "CampaignTest");
        });
    }

    @Test
    void shouldNameTheSeedThatCanNotBeDrawn() throws Exception {
        var campaign = new Campaign(
                seed -> {
                    throw new IllegalArgumentException("no such world");
                },
                CLEAN);
        assertThat(campaign.run(CampaignPlan.of(3, 20)).found())
                .singleElement()
                .satisfies(found -> assertThat(found.seed()).isEqualTo(3));
    }

    @Test
    void shouldGiveUpASeedThatHangsAndGoOn() throws Exception {
        var never = new CountDownLatch(1);
        var campaign = campaign((scenario, trace) -> {
            if (scenario.seed() == 2) {
                await(never);
            }
            return CLEAN.run(scenario);
        });
        var result = campaign.run(CampaignPlan.of(0, 4_000)
                .withWorkers(1)
                .withFirstViolationEnds(false)
                .withHangsAfter(Duration.ofMillis(300)));
        never.countDown();
        assertThat(result.seeds()).isEqualTo(4_000);
        assertThat(result.found()).singleElement().satisfies(found -> {
            assertThat(found.seed()).isEqualTo(2);
            assertThat(found.violation().invariant()).isEqualTo(Checked.HANGS);
        });
    }

    @Test
    void shouldRunAShareOfTheSeedsTwiceAndCompare() throws Exception {
        var runs = new ConcurrentHashMap<Long, AtomicInteger>();
        var campaign = campaign((scenario, trace) -> {
            var run = runs.computeIfAbsent(scenario.seed(), seed -> new AtomicInteger())
                    .incrementAndGet();
            return withHash(CLEAN.run(scenario), scenario.seed() == 300 ? run : 0);
        });
        var result = campaign.run(CampaignPlan.of(0, 1_000).withTwiceEvery(50).withFirstViolationEnds(false));
        assertThat(result.found()).singleElement().satisfies(found -> {
            assertThat(found.seed()).isEqualTo(300);
            assertThat(found.violation().invariant()).isEqualTo(Checked.DETERMINISM);
        });
        assertThat(runs.values().stream().filter(times -> times.get() == 2)).hasSize(20);
    }

    @Test
    void shouldRefuseATransitionThatCanNotBe() throws Exception {
        var campaign = campaign((scenario, trace) -> {
            var transitions = new TreeMap<String, Long>();
            transitions.put("COMPLETED -> PAUSING", 1L);
            return withTransitions(CLEAN.run(scenario), transitions);
        });
        assertThat(campaign.run(CampaignPlan.of(0, 5)).found()).singleElement().satisfies(found -> {
            assertThat(found.violation().invariant()).isEqualTo(Checked.TRANSITIONS);
            assertThat(found.violation().words()).contains("COMPLETED -> PAUSING");
        });
    }

    @Test
    void shouldMissOnlyInALongRun() throws Exception {
        var campaign = campaign((scenario, trace) -> withTransitions(CLEAN.run(scenario), new TreeMap<>()));
        assertThat(campaign.run(CampaignPlan.of(0, 19_999)).missing()).isEmpty();
        assertThat(campaign.run(CampaignPlan.of(0, 20_000)).missing())
                .hasSize(40)
                .contains("[*] -> INSPECTING", "PAUSING -> COMPLETED");
    }

    @Test
    void shouldEndWhenTheTimeIsOverOrAPersonSaysSo() throws Exception {
        var timed =
                campaign(CLEAN).run(CampaignPlan.of(0, Long.MAX_VALUE).withMost(Optional.of(Duration.ofMillis(400))));
        assertThat(timed.seeds()).isPositive();
        var told = new ArrayList<CampaignResult>();
        var stopped = campaign(CLEAN).run(CampaignPlan.of(0, Long.MAX_VALUE), told::add, () -> !told.isEmpty());
        assertThat(stopped.seeds()).isGreaterThanOrEqualTo(told.getFirst().seeds());
        assertThat(told.getFirst().perSecond()).isPositive();
    }

    @Test
    void shouldKeepTheFastFromRunningFarAhead() throws Exception {
        var slow = new CountDownLatch(1);
        var begun = new AtomicLong();
        Set<Long> ahead = ConcurrentHashMap.newKeySet();
        var campaign = campaign((scenario, trace) -> {
            if (scenario.seed() == 0) {
                await(slow);
            } else {
                ahead.add(scenario.seed());
                if (begun.incrementAndGet() == 2_000) {
                    slow.countDown();
                }
            }
            return CLEAN.run(scenario);
        });
        assertThat(campaign.run(CampaignPlan.of(0, 10_000).withWorkers(3)).seeds())
                .isEqualTo(10_000);
        assertThat(ahead).hasSize(9_999);
    }

    @Test
    void shouldFindTheCanary() throws Exception {
        var result = campaign(new Canary(CLEAN)).run(CampaignPlan.of(0, 5_000).withFirstViolationEnds(false));
        assertThat(result.violations()).isBetween(20L, 80L);
        assertThat(result.found())
                .allSatisfy(found -> assertThat(found.violation().invariant()).isEqualTo(Canary.INVARIANT));
    }

    private static Campaign campaign(Runner runner) {
        return new Campaign(Toy::drawn, runner);
    }

    private static List<Object> timeless(CampaignResult result) {
        return List.of(
                result.seeds(),
                result.violations(),
                result.found(),
                result.events(),
                result.virtual(),
                result.coverage());
    }

    private static Verdict withHash(Verdict verdict, long hash) {
        return new Verdict(
                verdict.violation(),
                hash,
                verdict.events(),
                verdict.virtual(),
                verdict.sometimes(),
                verdict.transitions());
    }

    private static Verdict withTransitions(Verdict verdict, SortedMap<String, Long> transitions) {
        return new Verdict(
                verdict.violation(),
                verdict.hash(),
                verdict.events(),
                verdict.virtual(),
                verdict.sometimes(),
                transitions);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
