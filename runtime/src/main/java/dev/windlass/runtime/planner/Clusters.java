package dev.windlass.runtime.planner;

import dev.windlass.core.cluster.ClusterName;
import dev.windlass.core.upgrade.ClusterState;
import dev.windlass.core.upgrade.Deadlines;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The clusters of one partition as far as it is committed. Used by the planner's thread only. */
final class Clusters {
    private final Map<ClusterName, ClusterState> states = new HashMap<>();
    private final Map<ClusterName, String> stopped = new HashMap<>();
    private final Map<String, Long> inputs = new HashMap<>();

    ClusterState state(ClusterName cluster) {
        return states.getOrDefault(cluster, ClusterState.empty(cluster));
    }

    void put(ClusterState state) {
        states.put(state.cluster(), state);
    }

    void forget(ClusterName cluster) {
        states.remove(cluster);
        stopped.remove(cluster);
    }

    /** Nothing more is decided about it until this planner starts again: its state is not to be trusted. */
    void stop(ClusterName cluster, String why) {
        stopped.put(cluster, why);
    }

    Optional<String> whyStopped(ClusterName cluster) {
        return Optional.ofNullable(stopped.get(cluster));
    }

    /** What was read of this topic, up to here, is in the states. */
    void readUpTo(String topic, long next) {
        inputs.merge(topic, next, Math::max);
    }

    /** Where reading each topic goes on. Empty for a topic of which nothing was read. */
    Map<String, Long> inputs() {
        return Map.copyOf(inputs);
    }

    Map<ClusterName, String> stopped() {
        return Map.copyOf(stopped);
    }

    /** The earliest time at which something is due although nobody says anything. */
    Optional<Instant> nextDeadline() {
        // A loop, as everywhere below: this is asked twice in each turn.
        var earliest = Optional.<Instant>empty();
        for (var state : states.values()) {
            if (!stopped.containsKey(state.cluster())) {
                earliest = Deadlines.earlier(earliest, state.nextDeadline());
            }
        }
        return earliest;
    }

    List<ClusterName> due(Instant now) {
        var due = new ArrayList<ClusterName>();
        for (var state : states.values()) {
            var deadline = state.nextDeadline();
            if (!stopped.containsKey(state.cluster())
                    && deadline.isPresent()
                    && !deadline.get().isAfter(now)) {
                due.add(state.cluster());
            }
        }
        return due;
    }
}
