package dev.windlass.simulation.mutants;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Every mistake is found by the simulation of the whole product, and the product without a mistake passes the same seeds. One that nothing
 * can find has a reason for that, and was searched for on as many seeds as may be needed.
 *
 * <p>In the build each is run on the seed that found it, as docs/mutants.md says, and on more only where that does not find it any more.
 * All are searched for anew with -Dwindlass.mutants.seeds=20000 -Dwindlass.mutants.minutes=600, one alone with -Dwindlass.mutant=NAME.
 */
final class MutantsTest {
    private static final String CAMPAIGN = WholeProductCampaign.class.getName();
    private static final long FEW_SEEDS = 400;
    private static final long SEEDS_WITHOUT_A_MISTAKE = 30;
    private static final Duration ALL = Duration.ofMinutes(30);

    private final Map<String, MutantsPage.Result> known = MutantsPage.results(MutantsPage.read(), MutantList.all());

    @Test
    void shouldFindEachMistake() throws Exception {
        var only = System.getProperty("windlass.mutant");
        var all = only == null ? MutantList.all() : List.of(MutantList.named(only));
        var mutants = isSearch()
                ? all
                : all.stream().filter(mutant -> foundAt(mutant).isPresent()).toList();
        var fates = Trials.of(
                mutants,
                CAMPAIGN,
                this::where,
                (mutant, fate) ->
                        System.out.printf("%s: %s after %d seeds%n", mutant.name(), fate.words(), fate.seeds()));
        if (MutantsPage.isToBeWritten()) {
            write(fates);
        }
        assertThat(complaints(fates)).isEmpty();
        var gaps = MutantsPage.gaps(all, MutantsPage.results(MutantsPage.read(), MutantList.all()));
        if (MutantsPage.isToBeWritten()) {
            assertThat(gaps).isEmpty();
        } else {
            // A search takes hours, and is made before a release: between two of them a new mistake waits for the next.
            gaps.forEach(gap -> System.out.printf("docs/mutants.md has a gap: %s%n", gap));
        }
    }

    private static boolean isSearch() {
        return System.getProperty("windlass.mutants.seeds") != null || MutantsPage.isToBeWritten();
    }

    private List<Limits> where(Mutant mutant) {
        var search = Limits.fromProperties(FEW_SEEDS, ALL);
        return isSearch()
                ? List.of(search)
                : List.of(search.from(foundAt(mutant).orElseThrow(), 1), search);
    }

    /** The seed that found it the last time; empty for what was not found, or not run. */
    private OptionalLong foundAt(Mutant mutant) {
        var result = known.get(mutant.name());
        return mutant.survives().isPresent() || result == null || !result.isFound()
                ? OptionalLong.empty()
                : OptionalLong.of(Long.parseLong(result.seeds()) - 1);
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
