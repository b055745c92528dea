package dev.windlass.simulation.mutants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** docs/mutants.md has the mistakes of the list with their edits. What found them is written by MutantsTest, which runs them. */
final class MutantsPageTest {
    private static final Mutant ONE = new Mutant(
            "one", "a/B.java", "x || y", "x && y", "wrong", List.of("S1"), Optional.empty(), Optional.empty());

    @Test
    void shouldBeCurrent() {
        var mutants = MutantList.all();
        var current = MutantsPage.of(mutants, MutantsPage.results(MutantsPage.read(), mutants));
        if (MutantsPage.isToBeWritten()) {
            MutantsPage.write(current);
        }
        assertThat(MutantsPage.read())
                .as("docs/mutants.md is not current: run mvn -pl simulation -am test -Dtest=MutantsPageTest,MutantsTest"
                        + " -Dwindlass.pages=write -Dsurefire.failIfNoSpecifiedTests=false")
                .isEqualTo(current);
    }

    @Test
    void shouldKeepWhatWasFoundAsLongAsTheEditIsTheSame() {
        var found = Map.of("one", new MutantsPage.Result("the run throws: a|b", "3"));
        var page = MutantsPage.of(List.of(ONE), found);
        assertThat(MutantsPage.results(page, List.of(ONE))).isEqualTo(found);
        var other = new Mutant(
                "one", "a/B.java", "x || y", "true", "wrong", List.of("S1"), Optional.empty(), Optional.empty());
        assertThat(MutantsPage.results(page, List.of(other))).isEmpty();
    }

    @Test
    void shouldSayOfWhichItSaysNothing() {
        var found = new MutantsPage.Result("S4 TokensOnlyRise", "7");
        var survived = MutantsPage.Result.of(new Fate.Survived(Limits.MOST_SEEDS, true));
        var hardlyRun = MutantsPage.Result.of(new Fate.Survived(Limits.MOST_SEEDS - 1, true));
        var late = MutantsPage.Result.of(new Fate.OutOfTime(3));
        assertThat(List.of(found, survived, hardlyRun, late))
                .extracting(result -> gaps(ONE, result), result -> gaps(invisible(), result))
                .containsExactly(tuple(0, 1), tuple(1, 0), tuple(1, 1), tuple(1, 1));
        assertThat(MutantsPage.gaps(List.of(ONE, invisible()), Map.of())).hasSize(2);
    }

    private static int gaps(Mutant mutant, MutantsPage.Result result) {
        return MutantsPage.gaps(List.of(mutant), Map.of(mutant.name(), result)).size();
    }

    private static Mutant invisible() {
        return new Mutant("two", "a/B.java", "x", "y", "wrong", List.of("S1"), Optional.of("why"), Optional.empty());
    }

    @Test
    void shouldSayWhatWasNotRun() {
        assertThat(MutantsPage.of(List.of(ONE), Map.of()))
                .contains("| [one](#one) | wrong | not run yet |  |")
                .contains("- x || y\n+ x && y\n");
    }
}
