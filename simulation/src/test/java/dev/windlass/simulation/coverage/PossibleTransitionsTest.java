package dev.windlass.simulation.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windlass.core.upgrade.Status;
import dev.windlass.simulation.histories.Histories;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class PossibleTransitionsTest {
    /** Rare in random histories: a pause leaves an inspection that somebody is at, and is taken back before that one has answered. */
    private static final String RARE = "PAUSING -> INSPECTING";

    @Test
    void shouldBeWhatTheStateMachineShows() throws Exception {
        var seen = Histories.run(0, 1_000, Optional.empty(), 2, soFar -> {}).tally().transitions().stream()
                .map(line -> line.substring(0, line.indexOf(':')).replace("-->", "->"))
                .collect(Collectors.toCollection(TreeSet::new));
        seen.add(RARE);
        assertThat(PossibleTransitions.texts()).isEqualTo(seen);
    }

    @Test
    void shouldLeaveNoStatusWithoutAWayToIt() {
        assertThat(PossibleTransitions.all()).extracting(Transition::to).contains(Status.values());
        assertThat(PossibleTransitions.all()).doesNotHaveDuplicates();
    }
}
