package dev.windlass.simulation.shrink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class DdminTest {
    private static final List<Integer> ALL = IntStream.range(0, 64).boxed().toList();

    static List<Set<Integer>> needed() {
        return List.of(Set.of(), Set.of(0), Set.of(63), Set.of(3, 40), Set.of(0, 1, 62, 63), Set.copyOf(ALL));
    }

    @ParameterizedTest
    @MethodSource("needed")
    void shouldLeaveExactlyWhatIsNeeded(Set<Integer> needed) {
        var tries = new AtomicInteger();
        var left = Ddmin.of(ALL, list -> {
            tries.incrementAndGet();
            return list.containsAll(needed);
        });
        assertThat(left).containsExactlyElementsOf(needed.stream().sorted().toList());
        assertThat(tries.get()).isLessThan(ALL.size() * 3);
    }
}
