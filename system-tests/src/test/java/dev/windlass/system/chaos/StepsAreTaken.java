package dev.windlass.system.chaos;

import dev.windlass.cli.client.Event;
import dev.windlass.core.procedure.Action;
import dev.windlass.system.chaos.FaultKind.Reach;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** L2: somebody begins each step within a lease and 30 s, the time aside in which a fault of a service was felt. */
final class StepsAreTaken implements Check {
    private static final Duration WITHIN = Action.LEASE.plusSeconds(30);

    @Override
    public String name() {
        return "L2 (taken)";
    }

    @Override
    public List<String> violations(Observed observed) {
        var violations = new ArrayList<String>();
        Map<Long, Event> scheduled = new HashMap<>();
        for (var event : observed.ofThisUpgrade()) {
            if (StepEvents.is(event, "StepScheduled")) {
                scheduled.put(StepEvents.token(event), event);
            } else if (StepEvents.is(event, "StepStarted")) {
                var step = scheduled.get(StepEvents.token(event));
                if (step != null && waited(observed, step, event).compareTo(WITHIN) > 0) {
                    violations.add(
                            "it took until %s that somebody began: %s".formatted(event.at(), StepEvents.words(step)));
                }
            }
        }
        return violations;
    }

    /** Since the last fault of a service was no longer felt, or the step was scheduled. */
    private static Duration waited(Observed observed, Event scheduled, Event started) {
        var since = scheduled.at();
        for (var fault : observed.faults()) {
            var over = fault.until().plus(fault.kind().aftermath());
            if (fault.kind().reach() == Reach.SERVICE
                    && fault.felt(scheduled.at(), started.at())
                    && over.isAfter(since)) {
                since = over;
            }
        }
        return Duration.between(since, started.at());
    }
}
