package dev.windlass.simulation.mutants;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;

/**
 * Every mistake is found by the simulation of the whole product, and the product without a mistake passes the same seeds. More seeds and
 * time: -Dwindlass.mutants.seeds=20000 -Dwindlass.mutants.minutes=120. One alone: -Dwindlass.mutant=NAME.
 */
@Disabled("until WholeProductCampaign has a runner")
final class MutantsTest {
    private static final String CAMPAIGN = WholeProductCampaign.class.getName();
    private static final long SEEDS = 1_000;
    private static final long SEEDS_WITHOUT_A_MISTAKE = 50;
    private static final Duration ALL = Duration.ofMinutes(5);

    @Test
    void shouldFindEachMistake() throws Exception {
        var only = System.getProperty("windlass.mutant");
        var mutants = only == null ? MutantList.all() : List.of(MutantList.named(only));
        var fates = Trials.of(
                mutants,
                CAMPAIGN,
                Limits.fromProperties(SEEDS, ALL),
                (mutant, fate) ->
                        System.out.printf("%s: %s after %d seeds%n", mutant.name(), fate.words(), fate.seeds()));
        if (MutantsPage.isToBeWritten()) {
            write(fates);
        }
        assertThat(complaints(fates)).isEmpty();
    }

    @Test
    void shouldFindNothingInTheProductAsItIs() throws Exception {
        var limits = new Limits(0, SEEDS_WITHOUT_A_MISTAKE, Duration.ofMinutes(1), ALL);
        var fate = Trial.of(Map.of(), CAMPAIGN, limits, System.nanoTime() + ALL.toNanos());
        assertThat(fate).isEqualTo(new Fate.Survived(SEEDS_WITHOUT_A_MISTAKE, false));
    }

    private static void write(Map<Mutant, Fate> fates) {
        var all = MutantList.all();
        var results = MutantsPage.results(MutantsPage.read(), all);
        fates.forEach((mutant, fate) -> results.put(mutant.name(), MutantsPage.Result.of(fate)));
        MutantsPage.write(MutantsPage.of(all, results));
    }

    /** A mistake that nothing finds, and one that is said to be invisible and is not. */
    static List<String> complaints(Map<Mutant, Fate> fates) {
        var complaints = new ArrayList<String>();
        fates.forEach((mutant, fate) -> {
            var invisible = mutant.survives().isPresent();
            if (fate.isFound() == invisible || fate instanceof Fate.OutOfTime) {
                complaints.add("%s: %s (%d seeds; %s)"
                        .formatted(
                                mutant.name(),
                                fate.words(),
                                fate.seeds(),
                                invisible
                                        ? "the list says that nothing can see it"
                                        : "expected by "
                                                + mutant.expects().stream().collect(Collectors.joining(", "))));
            }
        });
        return complaints;
    }
}
