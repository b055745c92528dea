package dev.windlass.simulation.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class ChancesTest {
    @Test
    void shouldGiveNeighbouringSeedsNothingInCommon() {
        var drawn = new HashSet<Long>();
        for (var seed = 1_000; seed < 1_100; seed++) {
            assertThat(drawn).doesNotContainAnyElementsOf(some(seed, "brokers"));
            drawn.addAll(some(seed, "brokers"));
        }
    }

    @Test
    void shouldGiveConcernsOfOneSeedNothingInCommon() {
        assertThat(some(7, "brokers")).doesNotContainAnyElementsOf(some(7, "people"));
    }

    @Test
    void shouldGiveTheSameForTheSameSeed() {
        assertThat(some(7, "brokers")).isEqualTo(some(7, "brokers"));
    }

    private static Set<Long> some(long seed, String concern) {
        var chance = new Chances(seed).of(concern);
        return Set.copyOf(Stream.generate(chance::nextLong).limit(50).toList());
    }
}
