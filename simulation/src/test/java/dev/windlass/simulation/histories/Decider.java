package dev.windlass.simulation.histories;

import dev.windlass.core.event.EventRecord;
import dev.windlass.core.upgrade.ClusterState;
import dev.windlass.core.upgrade.Input;
import java.util.List;

/** What is on trial: the state machine's decide, or in tests one that was broken on purpose. */
@FunctionalInterface
interface Decider {
    List<EventRecord> decide(ClusterState state, Input input);
}
