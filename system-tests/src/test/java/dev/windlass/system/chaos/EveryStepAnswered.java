package dev.windlass.system.chaos;

import dev.windlass.cli.client.Event;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** S4, L2: tokens only rise from one StepScheduled to the next, and each is answered once; none is open when the upgrade is completed. */
final class EveryStepAnswered implements Check {
    @Override
    public String name() {
        return "S4 L2";
    }

    @Override
    public List<String> violations(Observed observed) {
        var violations = new ArrayList<String>();
        Map<Long, Event> open = new LinkedHashMap<>();
        var highest = 0L;
        for (var event : observed.events()) {
            var token = StepEvents.token(event);
            if (StepEvents.is(event, "StepScheduled")) {
                if (token <= highest) {
                    violations.add("token %d comes after %d: %s".formatted(token, highest, StepEvents.words(event)));
                }
                highest = Math.max(highest, token);
                open.put(token, event);
            } else if (StepEvents.answer(event) && open.remove(token) == null) {
                violations.add("an answer to what is not open: " + StepEvents.words(event));
            } else if (StepEvents.is(event, "UpgradeCompleted")) {
                open.values()
                        .forEach(step -> violations.add("completed without an answer to " + StepEvents.words(step)));
                open.clear();
            } else if (StepEvents.end(event)) {
                open.clear();
            }
        }
        open.values().forEach(step -> violations.add("never answered: " + StepEvents.words(step)));
        return violations;
    }
}
