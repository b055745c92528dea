package dev.windlass.core.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windlass.core.Page;
import dev.windlass.core.event.Event;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Thousands of random histories keep every promise. Replay one seed with -Dwindlass.seed=N. */
final class RandomHistoriesTest {
    private static final long SEEDS = 600;

    @Test
    void shouldKeepEveryPromiseAndShowEveryTransition() {
        var transitions = new TreeSet<String>();
        seeds().forEach(seed -> transitions.addAll(walk(seed)));
        if (System.getProperty("windlass.seed") == null) {
            Page.shouldBe("states.md", page(transitions));
        }
    }

    @Test
    void shouldGiveTheSameHistoryForTheSameSeed() {
        var first = new Walk(7);
        first.run();
        var second = new Walk(7);
        second.run();
        assertThat(first.history.records).isEqualTo(second.history.records);
    }

    @Test
    void shouldReachTheRareEvents() {
        var reached = LongStream.range(0, 100)
                .boxed()
                .flatMap(seed -> {
                    var walk = new Walk(seed);
                    walk.run();
                    return walk.history.records.stream()
                            .map(record -> record.event().getClass().getSimpleName());
                })
                .collect(Collectors.toCollection(TreeSet::new));
        var all = Set.of(Event.class.getPermittedSubclasses()).stream()
                .map(Class::getSimpleName)
                .filter(name -> !name.equals("UpgradePlanned"))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(reached).isEqualTo(all);
    }

    private static LongStream seeds() {
        var one = Long.getLong("windlass.seed");
        return one == null ? LongStream.range(0, SEEDS) : LongStream.of(one);
    }

    private static Set<String> walk(long seed) {
        var walk = new Walk(seed);
        try {
            walk.run();
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError(
                    "seed " + seed + ": mvn -pl core test -Dtest=RandomHistoriesTest -Dwindlass.seed=" + seed, e);
        }
        return walk.transitions;
    }

    private static String page(Set<String> transitions) {
        var moves = transitions.stream()
                .filter(line -> !line.matches("(\\S+) --> \\1:.*"))
                .map(line -> "  " + line + "\n")
                .collect(Collectors.joining());
        return """
                # The states of an upgrade

                Every way from one status to another that %d random histories of the state machine showed; a test fails when this page is
                not current. What happens to single steps inside a status is left out.

                ```mermaid
                stateDiagram-v2
                %s```
                """.formatted(SEEDS, moves);
    }
}
