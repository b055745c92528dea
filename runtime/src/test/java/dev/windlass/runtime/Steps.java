package dev.windlass.runtime;

import dev.windlass.core.cluster.ClusterName;
import dev.windlass.core.cluster.NodeName;
import dev.windlass.core.event.Assignment;
import dev.windlass.core.event.Event;
import dev.windlass.core.event.EventRecord;
import dev.windlass.core.plan.Step;
import dev.windlass.core.plan.StepId;
import dev.windlass.core.plan.UpgradeId;
import dev.windlass.core.procedure.Action;
import dev.windlass.core.request.Policy;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Scheduled steps for tests. */
public final class Steps {
    public static final UpgradeId UPGRADE = new UpgradeId("u1");

    private Steps() {}

    public static Event.StepScheduled scheduled(String step, Action action, long token) {
        return new Event.StepScheduled(new Assignment(
                new Step(new StepId(step), 1, "workers", Optional.of(new NodeName("n1")), action),
                1,
                token,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                List.of(),
                new TreeMap<>(),
                "",
                Policy.DEFAULT));
    }

    public static EventRecord record(ClusterName cluster, long sequence, Event event) {
        return new EventRecord(cluster, sequence, Instant.EPOCH, Optional.of(UPGRADE), event);
    }
}
