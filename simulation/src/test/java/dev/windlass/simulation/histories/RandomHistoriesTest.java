package dev.windlass.simulation.histories;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windlass.core.event.EventRecord;
import dev.windlass.core.upgrade.ClusterState;
import dev.windlass.core.upgrade.UpgradeProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Random histories keep every promise. Replay one seed with -Dwindlass.seed=N. */
final class RandomHistoriesTest {
    private static final int SEEDS = 1_000;
    private static final String WRITE =
            "mvn -q -pl simulation -am test -Dtest=RandomHistoriesTest -Dwindlass.pages=write -Dsurefire.failIfNoSpecifiedTests=false";

    @Test
    void shouldKeepEveryPromiseAndShowEveryTransition() throws Exception {
        var one = Long.getLong("windlass.seed");
        if (one != null) {
            assertThat(Walk.of(one, new Telling(System.out::println)))
                    .as(replay(one))
                    .isEmpty();
            return;
        }
        var result = Histories.run(0, SEEDS, Optional.empty(), 2, soFar -> {});
        assertThat(result.lowest())
                .as(() -> replay(result.lowest().getFirst().seed()))
                .isEmpty();
        assertThat(result.seeds()).isEqualTo(SEEDS);
        assertThat(result.tally().events())
                .as("every type of event is reached")
                .allSatisfy((type, times) -> assertThat(times).as(type).isPositive());
        shouldBeThePage(page(result.tally().transitions()));
    }

    @Test
    void shouldGiveTheSameHistoryForTheSameSeed() {
        assertThat(history(7)).isEqualTo(history(7)).isNotEqualTo(history(8));
    }

    @Test
    void shouldFoldHistoryToTheStateThatRanLive() {
        for (var seed = 0; seed < 20; seed++) {
            var live = new ArrayList<ClusterState>();
            var records = new ArrayList<EventRecord>();
            Walk.of(seed, (before, record, after) -> {
                live.add(after);
                records.add(record);
            });
            assertThat(UpgradeProcess.replay(ClusterState.empty(Planner.CLUSTER), records))
                    .isEqualTo(live.getLast());
        }
    }

    @Test
    void shouldGiveTheSameResultWhateverTheOrder() throws Exception {
        var alone = Histories.run(50, 40, Optional.empty(), 1, soFar -> {});
        var together = Histories.run(50, 40, Optional.empty(), 4, soFar -> {});
        assertThat(together.tally().events()).isEqualTo(alone.tally().events());
        assertThat(together.seeds()).isEqualTo(40);
    }

    @Test
    void shouldTellAHistoryOneLineForEachEvent() {
        var lines = new ArrayList<String>();
        Walk.of(7, new Telling(lines::add));
        assertThat(lines).hasSameSizeAs(history(7)).noneMatch(line -> line.contains("\n"));
        assertThat(lines.getFirst()).contains("UpgradeAccepted q1 to v1.");
    }

    private static List<EventRecord> history(long seed) {
        var records = new ArrayList<EventRecord>();
        Walk.of(seed, (before, record, after) -> records.add(record));
        return records;
    }

    private static String replay(long seed) {
        return "mvn -q -pl simulation -am test -Dtest=RandomHistoriesTest -Dsurefire.failIfNoSpecifiedTests=false -Dwindlass.seed="
                + seed;
    }

    private static void shouldBeThePage(String text) throws IOException {
        var file = Path.of("..", "docs", "states.md");
        if ("write".equals(System.getProperty("windlass.pages"))) {
            Files.writeString(file, text);
        }
        assertThat(Files.readString(file))
                .as("docs/states.md is not current: run " + WRITE)
                .isEqualTo(text);
    }

    private static String page(SortedSet<String> transitions) {
        var moves = transitions.stream().map(line -> "  " + line + "\n").collect(Collectors.joining());
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
