package dev.windlass.system.chaos;

import dev.windlass.cli.client.Event;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A step that failed, or was undone, comes as a new attempt; one whose outcome is not known, or whose actor is gone, as the same. */
final class AttemptsFollowOutcomes implements Check {
    @Override
    public String name() {
        return "attempts";
    }

    @Override
    public List<String> violations(Observed observed) {
        var violations = new ArrayList<String>();
        Map<String, Long> due = new HashMap<>();
        for (var event : observed.ofThisUpgrade()) {
            if (StepEvents.is(event, "StepScheduled")) {
                var expected = due.getOrDefault(StepEvents.step(event), 1L);
                if (StepEvents.attempt(event) != expected) {
                    violations.add("attempt %d where %d was due: %s"
                            .formatted(StepEvents.attempt(event), expected, StepEvents.words(event)));
                }
            } else if (StepEvents.answer(event)) {
                due.put(StepEvents.step(event), next(event));
            }
        }
        return violations;
    }

    private static long next(Event answer) {
        var ended = StepEvents.success(answer) || StepEvents.is(answer, "StepFailed");
        return StepEvents.attempt(answer) + (ended ? 1 : 0);
    }
}
