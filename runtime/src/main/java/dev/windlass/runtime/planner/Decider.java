package dev.windlass.runtime.planner;

import dev.windlass.core.event.EventRecord;
import dev.windlass.core.upgrade.ClusterState;
import dev.windlass.core.upgrade.Input;
import java.util.List;

/** {@link dev.windlass.core.upgrade.UpgradeProcess#decide}, except where a test breaks it. */
interface Decider {
    List<EventRecord> decide(ClusterState state, Input input);
}
