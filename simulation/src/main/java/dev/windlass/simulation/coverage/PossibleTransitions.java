package dev.windlass.simulation.coverage;

import static dev.windlass.core.upgrade.Status.CANCELLED;
import static dev.windlass.core.upgrade.Status.CANCELLING;
import static dev.windlass.core.upgrade.Status.COMPLETED;
import static dev.windlass.core.upgrade.Status.HALTED;
import static dev.windlass.core.upgrade.Status.INSPECTING;
import static dev.windlass.core.upgrade.Status.PAUSED;
import static dev.windlass.core.upgrade.Status.PAUSING;
import static dev.windlass.core.upgrade.Status.PLANNED;
import static dev.windlass.core.upgrade.Status.REFUSED;
import static dev.windlass.core.upgrade.Status.ROLLED_BACK;
import static dev.windlass.core.upgrade.Status.ROLLING_BACK;
import static dev.windlass.core.upgrade.Status.RUNNING;

import dev.windlass.core.upgrade.Status;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Every transition that the state machine can make, written down apart from it: one that is not here is a bug, and one that a long run
 * never saw is a gap in the simulation. To INSPECTING from what has ended is the cluster's next upgrade.
 */
public final class PossibleTransitions {
    private static final List<Transition> ALL = Stream.of(
                    Stream.of(new Transition(Optional.empty(), INSPECTING)),
                    // What changed nothing leaves the cluster with the upgrade beneath it, which waits for a person.
                    from(INSPECTING, RUNNING, PAUSING, CANCELLING, REFUSED, HALTED, ROLLED_BACK),
                    from(RUNNING, PAUSING, CANCELLING, ROLLING_BACK, COMPLETED, PLANNED, HALTED, ROLLED_BACK),
                    // A node in hand is finished first, and what happens to it is what happens while running.
                    from(PAUSING, PAUSED, INSPECTING, RUNNING, CANCELLING, ROLLING_BACK, COMPLETED, HALTED),
                    // No node is in hand, so there is nothing to put back.
                    from(PAUSED, INSPECTING, RUNNING, CANCELLING),
                    from(CANCELLING, CANCELLED, ROLLING_BACK, COMPLETED, HALTED, ROLLED_BACK),
                    from(ROLLING_BACK, ROLLED_BACK, HALTED),
                    from(COMPLETED, INSPECTING),
                    from(PLANNED, INSPECTING),
                    from(REFUSED, INSPECTING),
                    from(CANCELLED, INSPECTING),
                    from(ROLLED_BACK, INSPECTING, RUNNING),
                    from(HALTED, INSPECTING, RUNNING, ROLLING_BACK))
            .flatMap(each -> each)
            .toList();
    private static final SortedSet<String> TEXTS = Collections.unmodifiableSortedSet(
            ALL.stream().map(Transition::text).collect(Collectors.toCollection(TreeSet::new)));

    private PossibleTransitions() {}

    private static Stream<Transition> from(Status from, Status... to) {
        return Arrays.stream(to).map(next -> new Transition(Optional.of(from), next));
    }

    /** In the order in which an upgrade lives. */
    public static List<Transition> all() {
        return ALL;
    }

    /** Their texts. */
    public static SortedSet<String> texts() {
        return TEXTS;
    }
}
