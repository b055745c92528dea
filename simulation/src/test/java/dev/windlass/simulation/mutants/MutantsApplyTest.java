package dev.windlass.simulation.mutants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every mutant's edit fits the product as it is now, and gives classes that are other than the product's. */
final class MutantsApplyTest {
    private static final Compilation COMPILATION = new Compilation();

    @AfterAll
    static void close() throws IOException {
        COMPILATION.close();
    }

    @TestFactory
    Stream<DynamicTest> shouldApplyAndCompile() {
        return MutantList.all().stream()
                .map(mutant -> DynamicTest.dynamicTest(
                        mutant.name(), () -> assertThat(COMPILATION.of(mutant)).isNotEmpty()));
    }

    @Test
    void shouldBeManyInManyPlaces() {
        var mutants = MutantList.all();
        assertThat(mutants).hasSizeGreaterThanOrEqualTo(24);
        assertThat(mutants.stream().map(Mutant::file).distinct()).hasSizeGreaterThanOrEqualTo(24);
    }

    @Test
    void shouldSayClearlyThatAnEditDoesNotFit() {
        var mutant = MutantList.named("forgets-a-lease");
        assertThatThrownBy(() -> mutant.edited("class StepState {}"))
                .isInstanceOf(ProductMovedOn.class)
                .hasMessageContaining("the product has moved on")
                .hasMessageContaining("forgets-a-lease")
                .hasMessageContaining("is not in core/");
        assertThatThrownBy(() -> mutant.edited(mutant.find() + "\n" + mutant.find()))
                .isInstanceOf(ProductMovedOn.class)
                .hasMessageContaining("more than once");
    }

    @Test
    void shouldSayWhatDoesNotCompile() {
        assertThatThrownBy(() -> COMPILATION.of("dev/windlass/core/plan/Broken.java", "class Broken { int x = true; }"))
                .hasMessageContaining("does not compile")
                .hasMessageContaining("Broken.java:1");
    }

    @Test
    void shouldRefuseAListWithAMistakeInIt() {
        var entry = "- {name: a, file: f, find: x, put: %s, wrong: w, expects: [%s]}\n";
        assertThat(MutantList.read(entry.formatted("y", "S4"))).hasSize(1);
        assertThatThrownBy(() -> MutantList.read(entry.formatted("y", "S99"))).hasMessageContaining("S99");
        assertThatThrownBy(() -> MutantList.read(entry.formatted("x", "S4"))).hasMessageContaining("changes nothing");
        assertThatThrownBy(() -> MutantList.read(entry.formatted("y", "S4").repeat(2)))
                .hasMessageContaining("two mutants");
        assertThatThrownBy(() -> MutantList.read("- {name: a, fiel: f}")).hasMessageContaining("fiel");
    }
}
